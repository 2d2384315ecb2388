// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/vocabulary_page.h"

#include "widgets/common/icon.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/padded_cells.h"
#include "widgets/tokenizer/vocabulary_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

using tokenizers::VocabularyFilter;
using tokenizers::VocabularyOrder;

constexpr int noLimit = 1000;

VocabularyOrder orderOf(int column)
{
    switch (column) {
    case VocabularyModel::Token:
    case VocabularyModel::Text:
        return VocabularyOrder::Token;
    case VocabularyModel::Length:
        return VocabularyOrder::Length;
    case VocabularyModel::Script:
        return VocabularyOrder::Script;
    case VocabularyModel::Score:
        return VocabularyOrder::Score;
    default:
        return VocabularyOrder::Id;
    }
}

QString shown(const std::string& token)
{
    return withVisibleWhitespace(QString::fromStdString(token)).toHtmlEscaped();
}

} // namespace

VocabularyPage::VocabularyPage(QWidget* parent) : QWidget(parent)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeFilters());
    splitter->addWidget(makeTable());

    auto* card = makeCard();
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(1, 2 * Theme::space, 1, 1);
    auto* heading = makeLabel("heading", tr("The chosen token"));
    heading->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    rows->addWidget(heading);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_details = new QLabel(tr("Choose a row: here stands what is near that token."));
    setRole(m_details, "page");
    m_details->setTextFormat(Qt::RichText);
    m_details->setWordWrap(true);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_details->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    m_details->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard |
                                       Qt::TextSelectableByMouse);
    connect(m_details, &QLabel::linkActivated, this, [this](const QString& link) {
        Q_EMIT placeChosen(link.toUInt());
        selectPlace(link.toUInt());
    });
    scroll->setWidget(m_details);
    rows->addWidget(scroll, 1);
    card->setMinimumWidth(240);
    splitter->addWidget(card);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({280, 720, 320});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
}

QWidget* VocabularyPage::makeFilters()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    layout->addWidget(makeLabel("heading", tr("Search")));
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("A text, a pattern or an id"));
    m_search->setAccessibleName(tr("Search in the vocabulary"));
    m_search->setClearButtonEnabled(true);
    m_search->setFont(textFont());
    connect(m_search, &QLineEdit::textChanged, this, &VocabularyPage::onEdited);
    layout->addWidget(m_search);

    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addBox = [&](const QString& name, const QStringList& items) {
        auto* box = new QComboBox;
        box->addItems(items);
        box->setAccessibleName(name);
        box->setMinimumContentsLength(8);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::currentIndexChanged, this, &VocabularyPage::onEdited);
        form->addRow(name, box);
        return box;
    };
    m_match = addBox(tr("Match"), {tr("Contains"), tr("Begins with"), tr("Ends with"), tr("Is"),
                                   tr("Regular expression"), tr("Id or range")});
    m_matchCase = new QCheckBox(tr("Match case"));
    connect(m_matchCase, &QCheckBox::toggled, this, &VocabularyPage::onEdited);
    form->addRow(m_matchCase);
    m_kind = addBox(tr("Kind"),
                    {tr("Any"), tr("Added"), tr("Special"), tr("Bytes"), tr("Goes on (##)"), tr("Ordinary")});
    m_script = addBox(tr("Script"), {tr("Any")});
    const auto addSpin = [&](const QString& name, int value) {
        auto* spin = new QSpinBox;
        spin->setRange(0, noLimit);
        spin->setValue(value);
        spin->setAccessibleName(name);
        connect(spin, &QSpinBox::valueChanged, this, &VocabularyPage::onEdited);
        form->addRow(name, spin);
        return spin;
    };
    m_shortest = addSpin(tr("At least"), 0);
    m_shortest->setSuffix(tr(" characters"));
    m_longest = addSpin(tr("At most"), noLimit);
    m_longest->setSuffix(tr(" characters"));
    layout->addLayout(form);

    layout->addSpacing(Theme::space);
    layout->addWidget(makeLabel("heading", tr("Another vocabulary")));
    auto* line = new QHBoxLayout;
    m_other = new QToolButton;
    m_other->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_other->setPopupMode(QToolButton::InstantPopup);
    setRole(m_other, "chip");
    m_otherMenu = new QMenu(m_other);
    m_other->setMenu(m_otherMenu);
    line->addWidget(m_other);
    m_removeOther = makeIconButton(QStringLiteral("close"), tr("Compare with none"));
    connect(m_removeOther, &QToolButton::clicked, this, &VocabularyPage::otherRemoved);
    line->addWidget(m_removeOther);
    line->addStretch();
    layout->addLayout(line);
    m_asText = new QCheckBox(tr("By how tokens read"));
    m_asText->setToolTip(tr("▁the, Ġthe and a space before “the” are then the same token."));
    m_asText->setChecked(true);
    connect(m_asText, &QCheckBox::toggled, this, &VocabularyPage::onEdited);
    layout->addWidget(m_asText);
    m_part = new QComboBox;
    m_part->setAccessibleName(tr("Which tokens of the two vocabularies"));
    m_part->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (int i = 0; i < 5; ++i)
        m_part->addItem(QString());
    connect(m_part, &QComboBox::currentIndexChanged, this, &VocabularyPage::onEdited);
    layout->addWidget(m_part);
    layout->addStretch();
    card->setMinimumWidth(256);
    setOther({});
    return card;
}

QWidget* VocabularyPage::makeTable()
{
    auto* card = makeCard();
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(1, 2 * Theme::space, 1, 1);
    rows->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    m_title = makeLabel("value");
    header->addWidget(m_title);
    header->addStretch();
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &VocabularyPage::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &VocabularyPage::exportRequested);
    header->addWidget(save);
    rows->addLayout(header);
    m_facts = makeLabel("caption");
    m_facts->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    m_facts->setWordWrap(true);
    rows->addWidget(m_facts);
    m_count = makeLabel("caption");
    m_count->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    m_count->setWordWrap(true);
    rows->addWidget(m_count);

    m_model = new VocabularyModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    dressTable(m_table);
    m_table->setAccessibleName(tr("Tokens of the vocabulary"));
    auto* head = m_table->horizontalHeader();
    head->setSectionsClickable(true);
    head->setSortIndicatorShown(true);
    head->setSortIndicator(-1, Qt::AscendingOrder);
    head->setSortIndicatorClearable(true);
    head->setSectionResizeMode(QHeaderView::Interactive);
    head->setSectionResizeMode(VocabularyModel::Text, QHeaderView::Stretch);
    connect(head, &QHeaderView::sortIndicatorChanged, this, &VocabularyPage::onEdited);
    const int widths[] = {72, 160, 160, 96, 96, 80, 96, 88};
    for (int column = 0; column < VocabularyModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, int(widths[column] * std::max(1.0, textScale())));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && !m_isSetting) Q_EMIT placeChosen(m_model->placeOf(current.row()));
            });

    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_table);
    rows->addWidget(m_stack, 1);
    return card;
}

void VocabularyPage::onEdited()
{
    if (!m_isSetting) Q_EMIT requestChanged();
}

VocabularyRequest VocabularyPage::request() const
{
    VocabularyRequest request;
    request.filter.pattern = m_search->text().toStdString();
    request.filter.match = VocabularyFilter::Match(m_match->currentIndex());
    request.filter.matchCase = m_matchCase->isChecked();
    request.filter.kind = VocabularyFilter::Kind(m_kind->currentIndex());
    if (m_script->currentIndex() > 0)
        request.filter.script = m_script->currentData().toString().toStdString();
    request.filter.minCharacters = std::uint32_t(m_shortest->value());
    if (m_longest->value() < noLimit) request.filter.maxCharacters = std::uint32_t(m_longest->value());
    const auto* head = m_table->horizontalHeader();
    request.order = orderOf(head->sortIndicatorSection());
    request.descending = head->sortIndicatorOrder() == Qt::DescendingOrder;
    request.part = m_part->isVisibleTo(this) ? VocabularyRequest::Part(m_part->currentIndex())
                                             : VocabularyRequest::Part::All;
    request.asText = m_asText->isChecked();
    return request;
}

void VocabularyPage::setRequest(const VocabularyRequest& request)
{
    m_isSetting = true;
    m_search->setText(QString::fromStdString(request.filter.pattern));
    m_match->setCurrentIndex(int(request.filter.match));
    m_matchCase->setChecked(request.filter.matchCase);
    m_kind->setCurrentIndex(int(request.filter.kind));
    m_shortest->setValue(int(std::min<std::uint32_t>(request.filter.minCharacters, noLimit)));
    m_longest->setValue(int(std::min<std::uint32_t>(request.filter.maxCharacters, noLimit)));
    m_asText->setChecked(request.asText);
    m_part->setCurrentIndex(int(request.part));
    m_isSetting = false;
    onEdited();
}

void VocabularyPage::setScripts(const QStringList& scripts)
{
    m_isSetting = true;
    const QString former = m_script->currentData().toString();
    m_script->clear();
    m_script->addItem(tr("Any"));
    for (const QString& script : scripts)
        m_script->addItem(script, script);
    m_script->setCurrentIndex(std::max(0, m_script->findData(former)));
    m_isSetting = false;
}

void VocabularyPage::setTitle(const QString& name, const QString& facts)
{
    m_title->setText(name);
    m_facts->setText(facts);
}

void VocabularyPage::setOther(const QString& name)
{
    m_other->setText(name.isEmpty() ? tr("Compare with …") : name);
    const bool has = !name.isEmpty();
    m_removeOther->setVisible(has);
    m_asText->setVisible(has);
    m_part->setVisible(has);
}

void VocabularyPage::showAnswer(const VocabularyAnswer& answer)
{
    const QLocale locale;
    const auto number = [&](std::size_t value) { return locale.toString(qulonglong(value)); };
    m_isSetting = true;
    const QString names[] = {tr("All of this one"), tr("Only here: %1"), tr("Only there: %1"),
                             tr("In both, same id: %1"), tr("In both, other id: %1")};
    for (int i = 0; i < 5; ++i)
        m_part->setItemText(i, i == 0 ? names[i] : names[i].arg(number(answer.parts[i])));
    const bool hasOther = answer.other != nullptr && !answer.others.empty();
    m_model->setRows(answer.table, answer.rows, answer.other, answer.others);
    m_table->setColumnHidden(VocabularyModel::OtherId, !hasOther);
    const bool hasScores = answer.table && !answer.table->entries.empty() &&
                           answer.table->entries[answer.table->entries.size() / 2].score.has_value();
    m_table->setColumnHidden(VocabularyModel::Score, !hasScores);
    m_isSetting = false;
    if (!answer.problem.isEmpty()) {
        setRole(m_count, "error");
        m_count->setText(answer.problem);
    } else {
        setRole(m_count, "caption");
        m_count->setText(
            answer.table
                ? tr("%1 of %2 tokens").arg(number(answer.rows.size()), number(answer.table->entries.size()))
                : QString());
    }
    if (answer.rows.empty())
        m_message->showEmpty(QStringLiteral("search"), tr("No token"),
                             answer.problem.isEmpty() ? tr("Nothing in the vocabulary passes these filters.")
                                                      : tr("Correct the search at the left."));
    m_stack->setCurrentIndex(answer.rows.empty() ? 0 : 1);
}

void VocabularyPage::showBusy(const QString& text)
{
    m_message->showBusy(text);
    m_stack->setCurrentIndex(0);
}

void VocabularyPage::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_stack->setCurrentIndex(0);
}

void VocabularyPage::selectPlace(std::uint32_t place)
{
    const int row = m_model->rowOf(place);
    if (row < 0) return;
    m_isSetting = true;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
    m_isSetting = false;
}

void VocabularyPage::showNeighbours(std::uint32_t place, const tokenizers::TokenNeighbours& neighbours)
{
    const auto table = m_model->table();
    if (!table || place >= table->entries.size()) return;
    const auto& own = table->entries[place];
    const QLocale locale;
    const QString accent = theme().accent.name(), muted = theme().mutedText.name();
    const auto link = [&](std::uint32_t at) {
        return QStringLiteral("<a style='color:%1;text-decoration:none' href='%2'>%3</a>"
                              "<span style='color:%4'>&nbsp;%5</span>")
            .arg(accent)
            .arg(at)
            .arg(shown(table->entries[at].token), muted)
            .arg(table->entries[at].id);
    };
    const auto linkToken = [&](const std::string& token) {
        const auto found = table->places.find(token);
        return found == table->places.end() ? shown(token) : link(found->second);
    };
    QString html = QStringLiteral("<p style='font-size:large'><b>%1</b></p><p>%2</p>")
                       .arg(shown(own.token),
                            tr("id %1, %2 characters").arg(own.id).arg(own.characters).toHtmlEscaped());
    const auto section = [&](const QString& title, const QString& content) {
        if (!content.isEmpty())
            html += QStringLiteral("<p><b>%1</b><br>%2</p>").arg(title.toHtmlEscaped(), content);
    };
    const auto list = [&](const std::vector<std::uint32_t>& places) {
        QStringList links;
        for (const std::uint32_t at : places)
            links.append(link(at));
        return links.join(QStringLiteral(" &nbsp; "));
    };
    const auto counted = [&](const QString& title, std::size_t count, std::size_t shownCount) {
        return count > shownCount
                   ? title + QLatin1Char(' ') +
                         tr("(%1 of %2)")
                             .arg(locale.toString(qulonglong(shownCount)), locale.toString(qulonglong(count)))
                   : title;
    };
    if (own.score) section(tr("Score"), locale.toString(*own.score, 'f', 6));
    if (neighbours.madeBy)
        section(tr("Made by merge %1").arg(locale.toString(neighbours.madeBy->rank)),
                linkToken(neighbours.madeBy->left) + QStringLiteral(" + ") +
                    linkToken(neighbours.madeBy->right));
    QStringList merges;
    for (const auto& merge : neighbours.usedIn)
        merges.append(
            QStringLiteral("<span style='color:%1'>%2:</span> %3 + %4")
                .arg(muted, locale.toString(merge.rank), linkToken(merge.left), linkToken(merge.right)));
    section(counted(tr("Takes part in"), neighbours.usedInCount, neighbours.usedIn.size()),
            merges.join(QStringLiteral("<br>")));
    section(tr("Ids around it"), list(neighbours.around));
    section(counted(tr("Begin with it"), neighbours.beginsCount, neighbours.begins.size()),
            list(neighbours.begins));
    section(counted(tr("Contain it"), neighbours.containsCount, neighbours.contains.size()),
            list(neighbours.contains));
    section(counted(tr("Contained in it"), neighbours.partsCount, neighbours.parts.size()),
            list(neighbours.parts));
    m_details->setText(html);
}

} // namespace vitrine::widgets
