// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace vitrine::widgets {

class FormField;

/// The arguments of a task that writes a text: how long, by which strategy and with that strategy's own
/// settings; all else as JSON. It gives only what differs from the model's own settings.
class GenerationForm final : public QWidget
{
    Q_OBJECT

public:
    enum Mode { Greedy, Sample, Beams };

    explicit GenerationForm(const QString& task, QWidget* parent = nullptr);

    static bool isFor(const QString& task);

    QJsonObject arguments() const;
    /// Fills every field, from the model's settings where `arguments` has nothing. What has no field, or a
    /// value that its field cannot hold, goes into the JSON.
    void setArguments(const QJsonObject& arguments);
    /// As it stands, complete or not.
    QJsonObject draft() const;
    void setDraft(const QJsonObject& draft);
    void setModel(const TaskModel& model);
    /// What is wrong, translated; empty: nothing.
    QString error() const;

    Mode mode() const;
    void setMode(Mode mode);
    QButtonGroup* modes() const { return m_modes; }
    FormField* field(const QString& key) const; ///< null: it has none
    QPlainTextEdit* json() const { return m_json; }
    QLabel* problem() const { return m_problem; }
    QComboBox* sourceLanguage() const { return m_source; }
    QComboBox* targetLanguage() const { return m_target; }
    QToolButton* swapButton() const { return m_swap; }
    QList<QWidget*> editors() const;

Q_SIGNALS:
    void changed();

private:
    struct Entry
    {
        FormField* field;
        unsigned modes; ///< bits of Mode in which it counts
    };

    QWidget* makeLanguages();
    QWidget* makeJson();
    void onChanged();
    void updateRows();
    void updateProblem();
    bool counts(const Entry& entry) const { return entry.modes >> mode() & 1U; }
    /// The model's own value, else Transformers'.
    QJsonValue standard(const QString& key) const;
    /// Arguments of the fields alone.
    QJsonObject fieldArguments() const;
    void putBack(FormField* field) const; ///< to the model's value

    QString m_task;
    QJsonObject m_settings;  ///< the model's own
    bool m_isKnown = false;  ///< whether those are the open model's
    QJsonObject m_given;     ///< what was set; kept even if equal while the model is not known
    QStringList m_languages; ///< of the tokenizer
    std::vector<Entry> m_entries;
    QButtonGroup* m_modes;
    QFormLayout* m_form;
    QWidget* m_languageRow = nullptr;
    QComboBox *m_source = nullptr, *m_target = nullptr;
    QToolButton *m_swap = nullptr, *m_more;
    QPlainTextEdit* m_json;
    QLabel* m_problem;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
