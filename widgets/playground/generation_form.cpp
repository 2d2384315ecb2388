// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/generation_form.h"

#include "widgets/common/flow_layout.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"
#include "widgets/playground/task_copy.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace vitrine::widgets {
namespace {

constexpr unsigned always = 7, sampling = 1U << GenerationForm::Sample, beams = 1U << GenerationForm::Beams;

/// What else a generating pipeline takes; only for a hint at misspelt names.
constexpr const char* otherKeys[] = {"max_length",
                                     "min_length",
                                     "max_time",
                                     "do_sample",
                                     "use_cache",
                                     "top_h",
                                     "epsilon_cutoff",
                                     "eta_cutoff",
                                     "encoder_repetition_penalty",
                                     "presence_penalty",
                                     "frequency_penalty",
                                     "encoder_no_repeat_ngram_size",
                                     "bad_words_ids",
                                     "renormalize_logits",
                                     "forced_bos_token_id",
                                     "forced_eos_token_id",
                                     "remove_invalid_values",
                                     "exponential_decay_length_penalty",
                                     "suppress_tokens",
                                     "begin_suppress_tokens",
                                     "sequence_bias",
                                     "guidance_scale",
                                     "pad_token_id",
                                     "bos_token_id",
                                     "eos_token_id",
                                     "decoder_start_token_id",
                                     "decoder_input_ids",
                                     "prompt_lookup_num_tokens",
                                     "max_matching_ngram_size",
                                     "cache_implementation",
                                     "num_beam_groups",
                                     "diversity_penalty",
                                     "penalty_alpha",
                                     "dola_layers",
                                     "constraints",
                                     "return_full_text",
                                     "return_text",
                                     "return_tensors",
                                     "prefix",
                                     "handle_long_generation",
                                     "truncation",
                                     "stop_sequence",
                                     "clean_up_tokenization_spaces",
                                     "skip_special_tokens",
                                     "add_special_tokens",
                                     "alternatives",
                                     "src_lang",
                                     "tgt_lang"};

/// In the form "true", "false" and "never"; in JSON the first two are booleans.
QJsonValue fromField(const QString& key, const QJsonValue& value)
{
    if (key != QLatin1String("early_stopping") || value == QLatin1String("never")) return value;
    return value == QLatin1String("true");
}

QJsonValue toField(const QString& key, const QJsonValue& value)
{
    if (key != QLatin1String("early_stopping") || !value.isBool()) return value;
    return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
}

bool isUnset(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined();
}

QJsonObject pipelineSettings(const QString& task)
{
    if (task == QLatin1String("text-generation"))
        return {{QStringLiteral("max_new_tokens"), 256},
                {QStringLiteral("do_sample"), true},
                {QStringLiteral("temperature"), 0.7}};
    return {{QStringLiteral("max_new_tokens"), 256}, {QStringLiteral("num_beams"), 4}};
}

} // namespace

bool GenerationForm::isFor(const QString& task)
{
    constexpr const char* tasks[] = {"text-generation", "text2text-generation", "summarization",
                                     "translation"};
    return std::any_of(std::begin(tasks), std::end(tasks),
                       [&](const char* name) { return task == QLatin1String(name); });
}

GenerationForm::GenerationForm(const QString& task, QWidget* parent)
    : QWidget(parent), m_task(task), m_settings(pipelineSettings(task)), m_modes(new QButtonGroup(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    if (task == QLatin1String("translation")) layout->addWidget(makeLanguages());
    auto* strategyRow = new QWidget;
    auto* strategy = new FlowLayout(strategyRow, Theme::space / 2);
    const std::tuple<Mode, QString, QString> modes[] = {
        {Greedy, tr("Greedy"), tr("Always the likeliest token.")},
        {Sample, tr("Sample"), tr("Tokens are drawn by their probabilities.")},
        {Beams, tr("Beams"), tr("Several texts at once; the likeliest whole wins.")}};
    for (const auto& [mode, text, tip] : modes) {
        QToolButton* button = makeSegment(text);
        button->setToolTip(tip);
        m_modes->addButton(button, mode);
        strategy->insertWidget(strategy->count(), button);
    }
    connect(m_modes, &QButtonGroup::idClicked, this, [this] {
        updateRows();
        onChanged();
    });
    layout->addWidget(strategyRow);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(2 * Theme::space);
    m_form->setVerticalSpacing(Theme::space);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(m_form);

    const auto add = [&](const char* key, unsigned in, TaskField::Kind kind, const QString& label,
                         double least, double most, const QString& tip, const QString& unset = {}) {
        TaskField description{QLatin1String(key), TaskField::Place::Argument, kind, label};
        description.tip = tip;
        description.least = least;
        description.most = most;
        description.unset = unset;
        if (kind == TaskField::Kind::Choice)
            description.choices = {QStringLiteral("false"), QStringLiteral("true"), QStringLiteral("never")};
        FormField* field = makeFormField(description);
        field->editor()->setToolTip(tip);
        auto* name = new QLabel(label);
        name->setWordWrap(textScale() > 1.5); // else it would not fit
        name->setBuddy(field->editor());
        m_form->addRow(name, field);
        connect(field, &FormField::changed, this, &GenerationForm::onChanged);
        m_entries.push_back({field, in});
    };
    using Kind = TaskField::Kind;
    constexpr double many = 1'000'000;
    add("max_new_tokens", always, Kind::Whole, tr("Most new tokens"), 0, many,
        tr("max_new_tokens: the text ends there at the latest."), tr("As the model"));
    add("min_new_tokens", always, Kind::Whole, tr("Fewest new tokens"), 0, many,
        tr("min_new_tokens: the end token is not allowed before."));
    add("temperature", sampling, Kind::Number, tr("Temperature"), 0.01, 100,
        tr("temperature: below 1 likely tokens become likelier, above 1 the text becomes bolder."));
    add("top_k", sampling, Kind::Whole, tr("Top k"), 0, many,
        tr("top_k: only so many of the likeliest tokens; 0: all."));
    add("top_p", sampling, Kind::Number, tr("Top p"), 0, 1,
        tr("top_p: only the likeliest tokens that have this probability together."));
    add("min_p", sampling, Kind::Number, tr("Min p"), 0, 1,
        tr("min_p: only tokens that have at least this share of the likeliest one's probability."));
    add("typical_p", sampling, Kind::Number, tr("Typical p"), 0, 1,
        tr("typical_p: only tokens about as surprising as is to be expected, up to this probability."));
    add("num_beams", beams, Kind::Whole, tr("Beams"), 2, 1000,
        tr("num_beams: so many texts are followed at once."));
    add("num_return_sequences", sampling | beams, Kind::Whole, tr("Texts"), 1, 1000,
        tr("num_return_sequences: so many texts are given back."));
    add("length_penalty", beams, Kind::Number, tr("Length penalty"), -100, 100,
        tr("length_penalty: above 0 long texts are preferred, below 0 short ones."));
    add("early_stopping", beams, Kind::Choice, tr("Early stopping"), 0, 0,
        tr("early_stopping: true: as soon as there are enough finished texts; never: only when no better one "
           "is possible."));
    add("no_repeat_ngram_size", always, Kind::Whole, tr("No repeated n-grams"), 0, 1000,
        tr("no_repeat_ngram_size: so many tokens in a row never come twice; 0: they may."));
    add("repetition_penalty", always, Kind::Number, tr("Repetition penalty"), 0.01, 100,
        tr("repetition_penalty: above 1 tokens that stand there already become less likely."));
    add("seed", sampling, Kind::Whole, tr("Seed"), -1, 2'147'483'647,
        tr("seed: the same one draws the same text again."), tr("Another one every time"));
    add("stop_strings", always, Kind::Chips, tr("Stop strings"), 0, 0, tr("End the text at … (Return)"));
    layout->addWidget(makeJson());
    setArguments({});
}

QWidget* GenerationForm::makeLanguages()
{
    m_languageRow = new QWidget;
    auto* row = new QHBoxLayout(m_languageRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::space / 2);
    const auto make = [&](const QString& name, const QString& hint) {
        auto* box = new QComboBox;
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setAccessibleName(name);
        box->setToolTip(name);
        box->lineEdit()->setPlaceholderText(hint);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(3);
        box->setMinimumWidth(int(56 * textScale()));
        connect(box, &QComboBox::editTextChanged, this, &GenerationForm::onChanged);
        return box;
    };
    m_source = make(tr("Language of the text (src_lang)"), tr("from"));
    m_target = make(tr("Language of the translation (tgt_lang)"), tr("to"));
    m_swap = new QToolButton;
    m_swap->setText(QStringLiteral("⇄"));
    m_swap->setToolTip(tr("Swap the languages"));
    m_swap->setAccessibleName(m_swap->toolTip());
    setRole(m_swap, "flat");
    connect(m_swap, &QToolButton::clicked, this, [this] {
        const QString source = m_source->currentText(), target = m_target->currentText();
        m_isSetting = true;
        m_source->setEditText(target);
        m_target->setEditText(source);
        m_isSetting = false;
        onChanged();
    });
    row->addWidget(m_source, 1);
    row->addWidget(m_swap);
    row->addWidget(m_target, 1);
    return m_languageRow;
}

QWidget* GenerationForm::makeJson()
{
    auto* place = new QWidget;
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    m_more = new QToolButton;
    m_more->setText(tr("All settings"));
    m_more->setCheckable(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setRole(m_more, "flat");
    m_json = new QPlainTextEdit;
    m_json->setFont(monospaceFont());
    m_json->setPlaceholderText(QStringLiteral("{\"max_time\": 2.5}"));
    m_json->setAccessibleName(tr("All other settings, as JSON"));
    QStringList keys;
    for (const char* key : otherKeys)
        keys.append(QLatin1String(key));
    m_json->setToolTip(
        tr("Any setting of GenerationConfig and any argument of the pipeline, as a JSON object "
           "with Transformers' names: %1")
            .arg(keys.join(QStringLiteral(", "))));
    m_json->setTabChangesFocus(true);
    m_json->setUndoRedoEnabled(false);
    m_json->setMinimumHeight(int(84 * textScale()));
    m_json->hide();
    m_problem = makeLabel("error");
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    connect(m_more, &QToolButton::toggled, this, [this](bool shows) {
        m_more->setArrowType(shows ? Qt::DownArrow : Qt::RightArrow);
        m_json->setVisible(shows);
    });
    connect(m_json, &QPlainTextEdit::textChanged, this, &GenerationForm::onChanged);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addWidget(m_json);
    layout->addWidget(m_problem);
    return place;
}

FormField* GenerationForm::field(const QString& key) const
{
    for (const Entry& entry : m_entries)
        if (entry.field->description().key == key) return entry.field;
    return nullptr;
}

QList<QWidget*> GenerationForm::editors() const
{
    QList<QWidget*> all{m_json};
    for (const Entry& entry : m_entries)
        all.append(entry.field->editor());
    if (m_source) all << m_source->lineEdit() << m_target->lineEdit();
    return all;
}

GenerationForm::Mode GenerationForm::mode() const
{
    return Mode(std::max(0, m_modes->checkedId()));
}

void GenerationForm::setMode(Mode mode)
{
    m_modes->button(mode)->setChecked(true);
    updateRows();
}

QJsonValue GenerationForm::standard(const QString& key) const
{
    if (const QJsonValue own = m_settings.value(key); !isUnset(own)) return own;
    const bool writesOn = m_task == QLatin1String("text-generation");
    // The pipeline's, where it samples and nobody says how.
    if (key == QLatin1String("temperature")) return writesOn ? 0.7 : 1.0;
    if (key == QLatin1String("top_k")) return 50;
    for (const char* one :
         {"top_p", "typical_p", "num_beams", "num_return_sequences", "length_penalty", "repetition_penalty"})
        if (key == QLatin1String(one)) return 1;
    for (const char* zero : {"min_new_tokens", "min_p", "no_repeat_ngram_size"})
        if (key == QLatin1String(zero)) return 0;
    if (key == QLatin1String("early_stopping") || key == QLatin1String("do_sample")) return false;
    return QJsonValue::Undefined;
}

void GenerationForm::putBack(FormField* field) const
{
    const QString& key = field->description().key;
    QJsonValue value = standard(key);
    constexpr int usualBeams = 4;
    if (key == QLatin1String("num_beams") && value.toInt() < 2) value = usualBeams;
    field->setValue(toField(key, value));
}

QJsonObject GenerationForm::fieldArguments() const
{
    QJsonObject arguments;
    const auto put = [&](const QString& key, const QJsonValue& value) {
        // While the model's settings are not known, what was asked for is kept.
        const bool isKept = !m_isKnown && m_given.contains(key) && m_given.value(key) == value;
        if (!isUnset(value) && (value != standard(key) || isKept)) arguments[key] = value;
    };
    put(QStringLiteral("do_sample"), mode() == Sample);
    if (mode() != Beams) put(QStringLiteral("num_beams"), 1);
    for (const Entry& entry : m_entries) {
        const QString& key = entry.field->description().key;
        if (counts(entry)) put(key, fromField(key, entry.field->value()));
    }
    if (m_source) {
        if (!m_source->currentText().trimmed().isEmpty())
            arguments[QStringLiteral("src_lang")] = m_source->currentText().trimmed();
        if (!m_target->currentText().trimmed().isEmpty())
            arguments[QStringLiteral("tgt_lang")] = m_target->currentText().trimmed();
    }
    return arguments;
}

QJsonObject GenerationForm::arguments() const
{
    QJsonObject arguments = fieldArguments();
    const QJsonObject more = QJsonDocument::fromJson(m_json->toPlainText().toUtf8()).object();
    for (auto it = more.begin(); it != more.end(); ++it)
        arguments[it.key()] = it.value();
    // What the JSON overrides may be the model's own again.
    if (arguments.value(QStringLiteral("do_sample")) == standard(QStringLiteral("do_sample")) &&
        !(m_given.contains(QStringLiteral("do_sample")) && !m_isKnown))
        arguments.remove(QStringLiteral("do_sample"));
    return arguments;
}

void GenerationForm::setArguments(const QJsonObject& arguments)
{
    m_isSetting = true;
    m_given = arguments;
    QJsonObject rest = arguments;
    const auto effective = [&](const char* key) {
        const QJsonValue value = arguments[QLatin1String(key)];
        return isUnset(value) ? standard(QLatin1String(key)) : value;
    };
    const bool samples = effective("do_sample").toBool();
    setMode(effective("num_beams").toInt() > 1 ? Beams : samples ? Sample : Greedy);
    if (samples == (mode() == Sample))
        rest.remove(QStringLiteral("do_sample"));
    else
        rest[QStringLiteral("do_sample")] = samples; // beams that sample have no mode of their own
    if (mode() != Beams) rest.remove(QStringLiteral("num_beams"));
    for (const Entry& entry : m_entries) {
        FormField* field = entry.field;
        const QString& key = field->description().key;
        putBack(field);
        if (!counts(entry) || isUnset(rest.value(key))) continue;
        field->setValue(toField(key, rest.value(key)));
        if (fromField(key, field->value()) == rest.value(key))
            rest.remove(key);
        else
            putBack(field); // nothing that it can hold
    }
    if (m_source) {
        m_source->setEditText(rest.take(QStringLiteral("src_lang")).toString());
        m_target->setEditText(rest.take(QStringLiteral("tgt_lang")).toString());
    }
    const QString text =
        rest.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(rest).toJson()).trimmed();
    if (text != m_json->toPlainText()) m_json->setPlainText(text);
    if (!text.isEmpty()) m_more->setChecked(true);
    m_isSetting = false;
    updateRows();
    onChanged();
}

QJsonObject GenerationForm::draft() const
{
    return {{QStringLiteral("/generation"), fieldArguments()},
            {QStringLiteral("/more"), m_json->toPlainText()}};
}

void GenerationForm::setDraft(const QJsonObject& draft)
{
    const QString more = draft[QStringLiteral("/more")].toString();
    if (!draft.contains(QStringLiteral("/generation")))
        return setArguments(QJsonDocument::fromJson(more.toUtf8()).object()); // of an earlier version
    setArguments(draft[QStringLiteral("/generation")].toObject());
    m_isSetting = true;
    if (more != m_json->toPlainText()) m_json->setPlainText(more);
    m_isSetting = false;
    onChanged();
}

void GenerationForm::setModel(const TaskModel& model)
{
    const QJsonObject settings = model.generation[m_task].toObject();
    if (m_source && model.languages != m_languages) {
        m_languages = model.languages;
        m_isSetting = true;
        for (QComboBox* box : {m_source, m_target}) {
            const QString text = box->currentText();
            box->clear();
            box->addItems(m_languages);
            box->setEditText(text);
        }
        m_isSetting = false;
    }
    const bool isKnown = !settings.isEmpty();
    if (isKnown == m_isKnown && (!isKnown || settings == m_settings)) return updateRows();
    // What differs from the old model's settings stays; the rest follows the new one.
    const QJsonObject now = fieldArguments();
    const QString more = m_json->toPlainText();
    m_isKnown = isKnown;
    m_settings = isKnown ? settings : pipelineSettings(m_task);
    setDraft({{QStringLiteral("/generation"), now}, {QStringLiteral("/more"), more}});
}

void GenerationForm::updateRows()
{
    for (const Entry& entry : m_entries)
        m_form->setRowVisible(entry.field, counts(entry));
    if (auto* most = qobject_cast<QDoubleSpinBox*>(m_entries.front().field->editor())) {
        const QJsonValue tokens = m_settings.value(QStringLiteral("max_new_tokens"));
        const QJsonValue length = m_settings.value(QStringLiteral("max_length"));
        most->setSpecialValueText(tokens.isDouble() ? tr("As the model: %1").arg(tokens.toInteger())
                                  : length.isDouble()
                                      ? tr("As the model: max_length %1").arg(length.toInteger())
                                      : tr("As the model"));
    }
    if (m_languageRow)
        m_languageRow->setVisible(!m_languages.isEmpty() || !m_source->currentText().isEmpty() ||
                                  !m_target->currentText().isEmpty());
    updateProblem();
}

QString GenerationForm::error() const
{
    if (const QString text = m_json->toPlainText(); !text.trimmed().isEmpty()) {
        QJsonParseError error;
        const QByteArray bytes = text.toUtf8();
        const auto document = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError) {
            const QByteArray before = bytes.left(error.offset);
            const auto line = before.count('\n') + 1, column = before.size() - (before.lastIndexOf('\n') + 1);
            return tr("“All settings”, line %1, column %2: %3")
                .arg(line)
                .arg(column + 1)
                .arg(error.errorString());
        }
        if (!document.isObject()) return tr("“All settings” is not a JSON object.");
    }
    if (!m_languages.isEmpty() && m_source) {
        const QJsonObject all = arguments();
        if (!all.contains(QStringLiteral("src_lang")) || !all.contains(QStringLiteral("tgt_lang")))
            return tr("Choose the languages of the text and of the translation.");
    }
    return {};
}

void GenerationForm::updateProblem()
{
    QString text = error();
    bool isError = !text.isEmpty();
    if (!isError) {
        QStringList unknown, doubled;
        const QJsonObject more = QJsonDocument::fromJson(m_json->toPlainText().toUtf8()).object();
        for (const QString& key : more.keys()) {
            const bool isOther = std::any_of(std::begin(otherKeys), std::end(otherKeys),
                                             [&](const char* name) { return key == QLatin1String(name); });
            const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& each) {
                return each.field->description().key == key;
            });
            if (entry != m_entries.end() && counts(*entry))
                doubled.append(key);
            else if (entry == m_entries.end() && !isOther)
                unknown.append(key);
        }
        if (!unknown.isEmpty())
            text = tr("No setting that is known here: %1").arg(unknown.join(QStringLiteral(", ")));
        else if (!doubled.isEmpty())
            text = tr("Counts instead of the field above: %1").arg(doubled.join(QStringLiteral(", ")));
    }
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    if (isError && m_problem->text().contains(tr("All settings"))) m_more->setChecked(true);
}

void GenerationForm::onChanged()
{
    if (m_isSetting) return;
    updateProblem();
    Q_EMIT changed();
}

} // namespace vitrine::widgets
