// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/build_page.h"

#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

/// Pieces as chips of the token colours.
QString chips(const QStringList& pieces)
{
    QString html;
    for (qsizetype i = 0; i < pieces.size(); ++i)
        html += QStringLiteral("<span style='background-color:%1'>&nbsp;%2&nbsp;</span> ")
                    .arg(theme().token[std::size_t(i) % theme().token.size()].name(),
                         withVisibleWhitespace(pieces[i]).toHtmlEscaped());
    return html;
}

QScrollArea* scrolling(QWidget* content)
{
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    setRole(content, "page");
    scroll->setWidget(content);
    return scroll;
}

} // namespace

BuildPage::BuildPage(QWidget* parent) : QWidget(parent)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);

    auto* card = makeCard();
    auto* columns = new QVBoxLayout(card);
    columns->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    columns->setSpacing(Theme::space);
    columns->addWidget(makeHead());
    auto* inside = new QHBoxLayout;
    inside->setSpacing(2 * Theme::space);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Stages of the tokenizer"));
    m_list->setFixedWidth(int(152 * std::max(1.0, textScale())));
    auto* stack = new QStackedWidget;
    for (int i = 0; i < stageCount; ++i) {
        const auto stage = TokenizerStage(i);
        m_list->addItem(QStringLiteral("%1  %2").arg(i + 1).arg(stageTitle(stage)));
        auto* editor = new StageEditor(stage);
        m_stages[std::size_t(i)] = editor;
        connect(editor, &StageEditor::changed, this, &BuildPage::onChanged);
        stack->addWidget(scrolling(editor));
    }
    m_list->addItem(tr("Roles of tokens"));
    stack->addWidget(scrolling(makeRoles()));
    connect(m_list, &QListWidget::currentRowChanged, stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    inside->addWidget(m_list);
    inside->addWidget(stack, 1);
    columns->addLayout(inside, 1);
    splitter->addWidget(card);
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({660, 660});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
}

QWidget* BuildPage::makeHead()
{
    auto* head = new QWidget;
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Theme::space);
    m_name = makeLabel("value");
    rows->addWidget(m_name);
    m_facts = makeLabel("caption");
    m_facts->setWordWrap(true);
    rows->addWidget(m_facts);
    auto* buttons = new QHBoxLayout;
    const auto addMenu = [&](const QString& text, const QString& tip) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setPopupMode(QToolButton::InstantPopup);
        setRole(button, "chip");
        auto* menu = new QMenu(button);
        button->setMenu(menu);
        buttons->addWidget(button);
        return menu;
    };
    m_openMenu = addMenu(tr("Open"), tr("A tokenizer to work on, with all its stages"));
    m_importMenu = addMenu(tr("Vocabulary of"), tr("Takes only the model and its vocabulary"));
    m_presetMenu = addMenu(tr("Stages as"), tr("The stages as a family of models has them"));
    buttons->addStretch();
    m_save = new QPushButton(tr("Save …"));
    setRole(m_save, "primary");
    connect(m_save, &QPushButton::clicked, this, &BuildPage::saveRequested);
    buttons->addWidget(m_save);
    rows->addLayout(buttons);
    return head;
}

QWidget* BuildPage::makeRoles()
{
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_class = new QComboBox;
    m_class->setAccessibleName(tr("Class of Transformers"));
    connect(m_class, &QComboBox::activated, this, [this] {
        Q_EMIT classChosen(m_class->currentText());
        onChanged();
    });
    form->addRow(tr("Class"), m_class);
    const QString names[] = {tr("Begin (bos)"),     tr("End (eos)"),     tr("Unknown (unk)"),
                             tr("Separator (sep)"), tr("Padding (pad)"), tr("Class (cls)"),
                             tr("Mask (mask)"),     tr("Further ones")};
    for (std::size_t i = 0; i < m_roles.size(); ++i) {
        m_roles[i] = new QLineEdit;
        m_roles[i]->setFont(monospaceFont());
        m_roles[i]->setAccessibleName(names[i]);
        m_roles[i]->setPlaceholderText(i == 7 ? tr("Several, with spaces between") : tr("None"));
        connect(m_roles[i], &QLineEdit::textChanged, this, &BuildPage::onChanged);
        form->addRow(names[i], m_roles[i]);
    }
    const auto addSide = [&](const QString& name) {
        auto* box = new QComboBox;
        box->addItems({tr("Right"), tr("Left")});
        box->setAccessibleName(name);
        connect(box, &QComboBox::currentIndexChanged, this, &BuildPage::onChanged);
        form->addRow(name, box);
        return box;
    };
    m_padSide = addSide(tr("Pad at the"));
    m_truncationSide = addSide(tr("Cut at the"));
    return page;
}

QWidget* BuildPage::makeResult()
{
    auto* card = makeCard();
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    rows->setSpacing(Theme::space);
    rows->addWidget(makeLabel("heading", tr("Try it")));
    m_sample = new QLineEdit;
    m_sample->setFont(textFont());
    m_sample->setAccessibleName(tr("Text to try the tokenizer on"));
    m_sample->setPlaceholderText(tr("A text; \\u0085 stands for that character"));
    connect(m_sample, &QLineEdit::textChanged, this, &BuildPage::onChanged);
    rows->addWidget(m_sample);
    m_error = makeLabel("error");
    m_error->setWordWrap(true);
    m_error->hide();
    rows->addWidget(m_error);

    auto* effect = new QWidget;
    auto* list = new QVBoxLayout(effect);
    list->setContentsMargins(0, Theme::space, 0, 0);
    list->setSpacing(Theme::space / 2);
    const QString titles[] = {tr("Normalized"), tr("Pre-tokens"),          tr("Tokens"),
                              tr("Ids"),        tr("With special tokens"), tr("Decoded")};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        list->addWidget(makeLabel("caption", titles[i]));
        m_rows[i] = new QLabel;
        m_rows[i]->setWordWrap(true);
        m_rows[i]->setFont(i == 3 ? monospaceFont() : textFont());
        m_rows[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_rows[i]->setAccessibleName(titles[i]);
        list->addWidget(m_rows[i]);
        list->addSpacing(Theme::space);
    }
    list->addStretch();
    m_json = new QPlainTextEdit;
    m_json->setReadOnly(true);
    m_json->setFont(monospaceFont());
    m_json->setAccessibleName(tr("JSON of the tokenizer"));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->tabBar()->setExpanding(false);
    tabs->tabBar()->setDrawBase(false);
    tabs->addTab(scrolling(effect), tr("Effect"));
    tabs->addTab(m_json, tr("JSON"));
    rows->addWidget(tabs, 1);
    return card;
}

void BuildPage::onChanged()
{
    if (!m_isSetting) Q_EMIT changed();
}

void BuildPage::showStage(int row)
{
    m_list->setCurrentRow(row);
}

QJsonObject BuildPage::stages() const
{
    QJsonObject all;
    for (int i = 0; i < stageCount; ++i)
        all[stageKey(TokenizerStage(i))] = m_stages[std::size_t(i)]->value();
    return all;
}

void BuildPage::setStages(const QJsonObject& stages)
{
    m_isSetting = true;
    for (int i = 0; i < stageCount; ++i)
        if (const QString key = stageKey(TokenizerStage(i)); stages.contains(key))
            m_stages[std::size_t(i)]->setValue(stages[key]);
    m_isSetting = false;
    onChanged();
}

BuildRoles BuildPage::roles() const
{
    BuildRoles r;
    r.tokenizerClass = m_class->currentText();
    QString* const texts[] = {&r.bos, &r.eos, &r.unk, &r.sep, &r.pad, &r.cls, &r.mask};
    for (std::size_t i = 0; i < std::size(texts); ++i)
        *texts[i] = m_roles[i]->text();
    r.additional = m_roles[7]->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    r.padLeft = m_padSide->currentIndex() == 1;
    r.truncateLeft = m_truncationSide->currentIndex() == 1;
    return r;
}

void BuildPage::setRoles(const BuildRoles& r)
{
    m_isSetting = true;
    if (m_class->findText(r.tokenizerClass) < 0) m_class->addItem(r.tokenizerClass);
    m_class->setCurrentText(r.tokenizerClass);
    const QString texts[] = {r.bos, r.eos, r.unk,  r.sep,
                             r.pad, r.cls, r.mask, r.additional.join(QLatin1Char(' '))};
    for (std::size_t i = 0; i < m_roles.size(); ++i)
        m_roles[i]->setText(texts[i]);
    m_padSide->setCurrentIndex(r.padLeft);
    m_truncationSide->setCurrentIndex(r.truncateLeft);
    m_isSetting = false;
    onChanged();
}

void BuildPage::setClasses(const QStringList& classes)
{
    m_class->clear();
    m_class->addItems(classes);
}

void BuildPage::setName(const QString& name, const QString& facts)
{
    m_name->setText(name);
    m_facts->setText(facts);
}

QString BuildPage::sample() const
{
    return m_sample->text();
}

void BuildPage::setSample(const QString& text)
{
    m_sample->setText(text);
}

void BuildPage::showResult(const BuildResult& result)
{
    for (int i = 0; i < stageCount; ++i) {
        StageEditor* editor = m_stages[std::size_t(i)];
        const QString own = editor->problem();
        editor->showError(!own.isEmpty() ? own : result.errorStage == i ? result.error : QString());
        editor->showHint(result.hints[std::size_t(i)]);
        const bool isBad = !own.isEmpty() || result.errorStage == i;
        const bool hasHint = !result.hints[std::size_t(i)].isEmpty();
        m_list->item(i)->setIcon(isBad     ? themedIcon(QStringLiteral("warning"), IconColor::Danger)
                                 : hasHint ? themedIcon(QStringLiteral("info"))
                                           : QIcon());
    }
    m_error->setText(result.error);
    m_error->setVisible(!result.error.isEmpty());
    m_json->setPlainText(result.json);
    m_save->setEnabled(result.error.isEmpty());
    if (!result.error.isEmpty()) {
        for (QLabel* row : m_rows)
            row->clear();
        return;
    }
    m_rows[0]->setTextFormat(Qt::PlainText);
    m_rows[0]->setText(withVisibleWhitespace(result.normalized));
    m_rows[1]->setText(chips(result.preTokens));
    m_rows[2]->setText(chips(result.tokens));
    m_rows[3]->setText(result.ids.join(QLatin1Char(' ')));
    m_rows[4]->setText(chips(result.withSpecial));
    m_rows[5]->setTextFormat(Qt::PlainText);
    m_rows[5]->setText(withVisibleWhitespace(result.decoded));
}

} // namespace vitrine::widgets
