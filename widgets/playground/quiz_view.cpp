// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/quiz_view.h"

#include "widgets/common/theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

std::vector<QuizQuestion> readQuiz(const QString& resource, const QString& language)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto text = [&](const QJsonValue& value) {
        const QJsonObject texts = value.toObject();
        const QJsonValue own = texts[language];
        return (own.isString() ? own : texts[QStringLiteral("en")]).toString();
    };
    std::vector<QuizQuestion> questions;
    const QJsonArray entries =
        QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("questions")].toArray();
    for (const QJsonValue& entry : entries) {
        const QJsonObject object = entry.toObject();
        QuizQuestion question{text(object[QStringLiteral("question")]),
                              {},
                              object[QStringLiteral("answer")].toInt(-1),
                              text(object[QStringLiteral("why")])};
        const QJsonArray options = object[QStringLiteral("options")].toArray();
        for (const QJsonValue& option : options)
            question.options.append(text(option));
        if (question.answer >= 0 && question.answer < question.options.size())
            questions.push_back(std::move(question));
    }
    return questions;
}

QuizDialog::QuizDialog(std::vector<QuizQuestion> questions, QWidget* parent)
    : QDialog(parent),
      m_questions(std::move(questions)),
      m_progress(new QLabel),
      m_question(new QLabel),
      m_options(new QVBoxLayout),
      m_why(new QLabel),
      m_next(new QPushButton)
{
    setWindowTitle(tr("Check yourself"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::space, 3 * Theme::space, 3 * Theme::space, 2 * Theme::space);
    layout->setSpacing(2 * Theme::space);
    setRole(m_progress, "caption");
    layout->addWidget(m_progress);
    setRole(m_question, "heading");
    m_question->setWordWrap(true);
    layout->addWidget(m_question);
    m_options->setSpacing(Theme::space);
    layout->addLayout(m_options);
    setRole(m_why, "caption");
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(3 * m_why->fontMetrics().height());
    m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout->addWidget(m_why);
    setRole(m_next, "primary");
    layout->addWidget(m_next, 0, Qt::AlignRight);
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (++m_current < m_questions.size()) return showQuestion();
        Q_EMIT finishedQuiz(m_score, int(m_questions.size()));
        accept();
    });
    showQuestion();
}

void QuizDialog::showQuestion()
{
    for (QPushButton* button : m_buttons)
        button->deleteLater();
    m_buttons.clear();
    if (m_current >= m_questions.size()) return;
    const QuizQuestion& question = m_questions[m_current];
    m_progress->setText(tr("Question %1 of %2").arg(m_current + 1).arg(m_questions.size()));
    m_question->setText(question.question);
    m_why->clear();
    for (int i = 0; i < question.options.size(); ++i) {
        auto* button = new QPushButton(question.options[i]);
        button->setStyleSheet(QStringLiteral("text-align: left;"));
        connect(button, &QPushButton::clicked, this, [this, i] { answer(i); });
        m_options->addWidget(button);
        m_buttons.push_back(button);
    }
    m_next->setText(m_current + 1 < m_questions.size() ? tr("Next question") : tr("Finish"));
    m_next->setEnabled(false);
}

void QuizDialog::answer(int option)
{
    const QuizQuestion& question = m_questions[m_current];
    const bool isRight = option == question.answer;
    m_score += isRight;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setEnabled(false);
        if (int(i) == question.answer)
            m_buttons[i]->setText(QStringLiteral("✓  ") + question.options[int(i)]);
    }
    m_why->setText((isRight ? tr("Right.") : tr("Not quite.")) + u' ' + question.why);
    m_next->setEnabled(true);
    m_next->setFocus();
}

} // namespace vitrine::widgets
