// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>
#include <QStringList>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vitrine::widgets {

struct QuizQuestion
{
    QString question;
    QStringList options;
    int answer = 0; ///< index into options
    QString why;    ///< shown after the answer
};

/// Reads a quiz of the form {"questions": [{"question", "options", "answer", "why"}]}; each text is an object
/// of language codes, English at least. Empty where the resource is not of that form.
std::vector<QuizQuestion> readQuiz(const QString& resource, const QString& language);

/// A few multiple-choice questions, one after the other; tells the reason after each answer.
class QuizDialog final : public QDialog
{
    Q_OBJECT

public:
    QuizDialog(std::vector<QuizQuestion> questions, QWidget* parent = nullptr);

    int score() const { return m_score; }

Q_SIGNALS:
    void finishedQuiz(int score, int questions);

private:
    void showQuestion();
    void answer(int option);

    std::vector<QuizQuestion> m_questions;
    std::size_t m_current = 0;
    int m_score = 0;
    QLabel* m_progress;
    QLabel* m_question;
    QVBoxLayout* m_options;
    QLabel* m_why;
    QPushButton* m_next;
    std::vector<QPushButton*> m_buttons;
};

} // namespace vitrine::widgets
