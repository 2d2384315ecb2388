// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/model_comparison.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace vitrine::widgets {

/// The models of a comparison as rows: their order, number type, and what is known of them. Asks its owner to
/// change them and shows what it is given.
class ComparedModelsList final : public QWidget
{
    Q_OBJECT

public:
    explicit ComparedModelsList(QWidget* parent = nullptr);

    void setChoices(const std::vector<ComparedChoice>& choices);
    const std::vector<ComparedChoice>& choices() const { return m_choices; }
    /// Free memory, for the line below the models; -1: not known.
    void setAvailableBytes(qint64 bytes);
    /// Weights that are in memory; the button that lets them go is there while there are some.
    void setLoaded(int count);
    void setRunning(bool running);
    /// Filled by the owner when it opens.
    QMenu* addMenu() const { return m_addMenu; }
    QToolButton* addButton() const { return m_add; }
    QString memoryText() const;

Q_SIGNALS:
    void removeRequested(int model);
    /// To the place `to`.
    void moveRequested(int model, int to);
    void dtypeRequested(int model, const QString& dtype);
    void unloadRequested();

private:
    QWidget* makeRow(int number, const ComparedChoice& choice);
    void updateMemory();

    std::vector<ComparedChoice> m_choices;
    qint64 m_available = -1;
    bool m_isRunning = false;
    QVBoxLayout* m_rows;
    QMenu* m_addMenu;
    QToolButton *m_add, *m_unload;
    QLabel* m_memory;
};

/// "A" of the first model, the reference.
QString comparedLetter(int model);
/// Bytes as people read them: "91 MB".
QString memorySize(qint64 bytes);

} // namespace vitrine::widgets
