// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/component_form.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPlainTextEdit;
class QPushButton;

namespace vitrine::widgets {

/// Which token plays which role; empty: none.
struct BuildRoles
{
    QString tokenizerClass = QStringLiteral("PreTrainedTokenizerFast");
    QString bos, eos, unk, sep, pad, cls, mask;
    QStringList additional;
    bool padLeft = false, truncateLeft = false;
};

/// What the tokenizer on the bench makes of the sample text.
struct BuildResult
{
    QString error;
    int errorStage = -1; ///< the TokenizerStage that the error names
    std::array<QString, stageCount> hints;
    QString normalized;
    QStringList preTokens, tokens, ids, withSpecial;
    QString decoded;
    QString json; ///< of the tokenizer, its vocabulary cut short
};

/// A tokenizer is built by hand: the stages at the left, the chosen one in the middle, at the right what it
/// makes of a text, at once, and its JSON.
class BuildPage final : public QWidget
{
    Q_OBJECT

public:
    explicit BuildPage(QWidget* parent = nullptr);

    StageEditor* stage(TokenizerStage stage) const { return m_stages[std::size_t(stage)]; }
    void showStage(int row); ///< past the stages: the roles
    /// Of each stage as in tokenizer.json; the model without its vocabulary.
    QJsonObject stages() const;
    void setStages(const QJsonObject& stages);
    BuildRoles roles() const;
    void setRoles(const BuildRoles& roles);
    void setClasses(const QStringList& classes);
    void setName(const QString& name, const QString& facts);
    QString sample() const;
    void setSample(const QString& text);
    void showResult(const BuildResult& result);

    QMenu* openMenu() const { return m_openMenu; }
    QMenu* importMenu() const { return m_importMenu; }
    QMenu* presetMenu() const { return m_presetMenu; }
    QPlainTextEdit* json() const { return m_json; }
    QLabel* tokens() const { return m_rows[2]; }
    QPushButton* saveButton() const { return m_save; }

Q_SIGNALS:
    void changed();
    void classChosen(const QString& name);
    void saveRequested();

private:
    QWidget* makeHead();
    QWidget* makeRoles();
    QWidget* makeResult();
    void onChanged();

    bool m_isSetting = false;
    QLabel* m_name;
    QLabel* m_facts;
    QMenu* m_openMenu;
    QMenu* m_importMenu;
    QMenu* m_presetMenu;
    QPushButton* m_save;
    QListWidget* m_list;
    std::array<StageEditor*, stageCount> m_stages;
    QComboBox* m_class;
    std::array<QLineEdit*, 8> m_roles; ///< bos … mask, additional
    QComboBox* m_padSide;
    QComboBox* m_truncationSide;
    QLineEdit* m_sample;
    QLabel* m_error;
    std::array<QLabel*, 6> m_rows;
    QPlainTextEdit* m_json;
};

} // namespace vitrine::widgets
