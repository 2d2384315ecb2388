// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include <vector>

namespace vitrine::widgets {

/// A token with the probabilities that an answer starts and ends there.
struct SpanToken
{
    QString text;
    int begin = 0, end = 0; ///< code points
    double startProbability = 0, endProbability = 0;
};

/// The tokens in a row, with bars upwards for the start and downwards for the end of the answer.
class SpanChart final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit SpanChart(QWidget* parent = nullptr);

    void setTokens(std::vector<SpanToken> tokens);
    const std::vector<SpanToken>& tokens() const { return m_tokens; }
    int current() const { return m_current; }
    void setCurrent(int token); ///< scrolls there; no signal
    void scrollToBest();
    int tokenAt(int codePoint) const;

Q_SIGNALS:
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void measure();
    int hit(int x) const;
    void choose(int token);

    std::vector<SpanToken> m_tokens;
    std::vector<int> m_left; ///< of each token and of the end
    int m_current = -1;
};

} // namespace vitrine::widgets
