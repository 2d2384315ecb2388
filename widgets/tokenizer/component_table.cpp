// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/component_table.h"

#include <QCoreApplication>

#include <array>

namespace vitrine::widgets {
namespace {

using Field = ComponentField;
using Kind = ComponentField::Kind;
using Stage = TokenizerStage;

Field flag(const char* key, bool value, const char* meaning)
{
    return {key, Kind::Flag, value, meaning};
}

Field number(const char* key, int value, const char* meaning)
{
    return {key, Kind::Number, value, meaning};
}

Field text(const char* key, const char* value, const char* meaning)
{
    return {key, Kind::Text, QString::fromUtf8(value), meaning};
}

Field optional(const char* key, const char* meaning, const char* value = nullptr)
{
    return {key, Kind::OptionalText, value ? QJsonValue(QString::fromUtf8(value)) : QJsonValue(), meaning};
}

Field pattern(const char* meaning)
{
    return {"pattern", Kind::Pattern, QJsonObject{{QStringLiteral("String"), QStringLiteral(" ")}}, meaning};
}

Field choice(const char* key, const QStringList& choices, const char* meaning)
{
    return {key, Kind::Choice, choices.front(), meaning, choices};
}

Field token(const char* key, const char* value, const char* meaning)
{
    return {key, Kind::Token, QJsonArray{QString::fromUtf8(value), 0}, meaning};
}

Field templateField(const char* key, const char* value, const char* meaning)
{
    QString problem;
    return {key, Kind::Template, parseTemplate(QString::fromUtf8(value), problem), meaning};
}

const QStringList behaviors{QStringLiteral("Removed"), QStringLiteral("Isolated"),
                            QStringLiteral("MergedWithPrevious"), QStringLiteral("MergedWithNext"),
                            QStringLiteral("Contiguous")};
const QStringList schemes{QStringLiteral("always"), QStringLiteral("first"), QStringLiteral("never")};
const char* const addPrefix =
    QT_TRANSLATE_NOOP("Component", "Puts a space before a text that does not begin with one.");
const char* const trim =
    QT_TRANSLATE_NOOP("Component", "Leaves the spaces around a token out of its offsets.");
const char* const space = QT_TRANSLATE_NOOP("Component", "The character that stands for a space.");
const char* const scheme =
    QT_TRANSLATE_NOOP("Component", "Where a space is put before: every word, the first one, none.");

std::vector<ComponentType> makeTypes()
{
    const std::vector<Field> byteLevel{
        flag("add_prefix_space", true, addPrefix), flag("trim_offsets", true, trim),
        flag("use_regex", true, QT_TRANSLATE_NOOP("Component", "Splits into words as GPT-2 does."))};
    const std::vector<Field> metaspace{
        text("replacement", "▁", space), choice("prepend_scheme", schemes, scheme),
        flag("split", true, QT_TRANSLATE_NOOP("Component", "Splits before each of them."))};
    const Field behavior =
        choice("behavior", behaviors, QT_TRANSLATE_NOOP("Component", "What becomes of what was found."));
    return {
        {Stage::Normalizer,
         "BertNormalizer",
         QT_TRANSLATE_NOOP("Component", "What BERT does: controls, Chinese characters, accents, case."),
         {flag("clean_text", true,
               QT_TRANSLATE_NOOP("Component",
                                 "Removes control characters; other white space becomes a space.")),
          flag("handle_chinese_chars", true,
               QT_TRANSLATE_NOOP("Component", "Sets Chinese characters apart by spaces.")),
          choice("strip_accents", {QString(), QStringLiteral("true"), QStringLiteral("false")},
                 QT_TRANSLATE_NOOP("Component", "Takes accents away; empty: where letters are lowered.")),
          flag("lowercase", true, QT_TRANSLATE_NOOP("Component", "Lowers the case."))}},
        {Stage::Normalizer, "Lowercase", QT_TRANSLATE_NOOP("Component", "Lowers the case of all letters.")},
        {Stage::Normalizer, "NFC", QT_TRANSLATE_NOOP("Component", "Letters and their marks composed.")},
        {Stage::Normalizer, "NFD", QT_TRANSLATE_NOOP("Component", "Letters and their marks apart.")},
        {Stage::Normalizer, "NFKC",
         QT_TRANSLATE_NOOP("Component", "Composed, and plainer characters for special forms.")},
        {Stage::Normalizer, "NFKD",
         QT_TRANSLATE_NOOP("Component", "Apart, and plainer characters for special forms.")},
        {Stage::Normalizer, "StripAccents",
         QT_TRANSLATE_NOOP("Component", "Removes marks that stand apart from their letters.")},
        {Stage::Normalizer,
         "Strip",
         QT_TRANSLATE_NOOP("Component", "Removes white space at the ends."),
         {flag("strip_left", true, QT_TRANSLATE_NOOP("Component", "At the beginning.")),
          flag("strip_right", true, QT_TRANSLATE_NOOP("Component", "At the end."))}},
        {Stage::Normalizer,
         "Replace",
         QT_TRANSLATE_NOOP("Component", "Puts one text in the place of another."),
         {pattern(QT_TRANSLATE_NOOP("Component", "What is looked for.")),
          text("content", "", QT_TRANSLATE_NOOP("Component", "What takes its place."))}},
        {Stage::Normalizer,
         "Prepend",
         QT_TRANSLATE_NOOP("Component", "Puts something before the text."),
         {text("prepend", "▁", QT_TRANSLATE_NOOP("Component", "What stands before the text then."))}},
        {Stage::Normalizer, "Nmt",
         QT_TRANSLATE_NOOP("Component", "Cleans control characters and spaces as translation models do.")},
        {Stage::Normalizer, "ByteLevel",
         QT_TRANSLATE_NOOP("Component", "Writes each byte as a visible character.")},
        {Stage::Normalizer,
         "Precompiled",
         QT_TRANSLATE_NOOP("Component", "A table of SentencePiece, as the tokenizer brought it."),
         {{"precompiled_charsmap", Kind::Data, QString(),
           QT_TRANSLATE_NOOP("Component", "The table; it is kept as it is.")}}},

        {Stage::PreTokenizer, "BertPreTokenizer",
         QT_TRANSLATE_NOOP("Component", "Splits at white space and around punctuation.")},
        {Stage::PreTokenizer, "Whitespace",
         QT_TRANSLATE_NOOP("Component", "Words, and runs of other signs.")},
        {Stage::PreTokenizer, "WhitespaceSplit",
         QT_TRANSLATE_NOOP("Component", "Splits at white space alone.")},
        {Stage::PreTokenizer, "ByteLevel",
         QT_TRANSLATE_NOOP("Component", "Words as GPT-2 cuts them, in visible bytes."), byteLevel},
        {Stage::PreTokenizer, "Metaspace",
         QT_TRANSLATE_NOOP("Component", "Spaces become visible characters of the words."), metaspace},
        {Stage::PreTokenizer,
         "Split",
         QT_TRANSLATE_NOOP("Component", "Splits where a pattern is found."),
         {pattern(QT_TRANSLATE_NOOP("Component", "What is looked for.")), behavior,
          flag("invert", false, QT_TRANSLATE_NOOP("Component", "Finds what is between."))}},
        {Stage::PreTokenizer,
         "Punctuation",
         QT_TRANSLATE_NOOP("Component", "Splits at punctuation."),
         {choice("behavior", {behaviors[1], behaviors[0], behaviors[2], behaviors[3], behaviors[4]},
                 QT_TRANSLATE_NOOP("Component", "What becomes of what was found."))}},
        {Stage::PreTokenizer,
         "Digits",
         QT_TRANSLATE_NOOP("Component", "Sets numbers apart."),
         {flag("individual_digits", false, QT_TRANSLATE_NOOP("Component", "Each digit for itself."))}},
        {Stage::PreTokenizer,
         "CharDelimiterSplit",
         QT_TRANSLATE_NOOP("Component", "Splits at one character."),
         {text("delimiter", "-", QT_TRANSLATE_NOOP("Component", "The character; it is removed."))}},
        {Stage::PreTokenizer, "UnicodeScripts",
         QT_TRANSLATE_NOOP("Component", "Splits where the script changes.")},
        {Stage::PreTokenizer,
         "FixedLength",
         QT_TRANSLATE_NOOP("Component", "Pieces of equal length."),
         {number("length", 5, QT_TRANSLATE_NOOP("Component", "In characters."))}},

        {Stage::Model,
         "WordPiece",
         QT_TRANSLATE_NOOP("Component", "The longest token that fits, again and again."),
         {text("unk_token", "[UNK]", QT_TRANSLATE_NOOP("Component", "For words that can't be put together.")),
          text("continuing_subword_prefix", "##",
               QT_TRANSLATE_NOOP("Component", "Before pieces that go on with a word.")),
          number("max_input_chars_per_word", 100,
                 QT_TRANSLATE_NOOP("Component", "Longer words are unknown."))}},
        {Stage::Model,
         "BPE",
         QT_TRANSLATE_NOOP("Component", "Pairs are merged in the order in which they were learned."),
         {optional("unk_token", QT_TRANSLATE_NOOP("Component", "For characters that no token has.")),
          optional("continuing_subword_prefix",
                   QT_TRANSLATE_NOOP("Component", "Before pieces that go on with a word.")),
          optional("end_of_word_suffix", QT_TRANSLATE_NOOP("Component", "After pieces that end a word.")),
          flag("fuse_unk", false,
               QT_TRANSLATE_NOOP("Component", "Unknown characters that follow each other are one token.")),
          flag("byte_fallback", false, QT_TRANSLATE_NOOP("Component", "Spells what no token has as bytes.")),
          flag("ignore_merges", false,
               QT_TRANSLATE_NOOP("Component", "A word that is a token is not merged."))}},
        {Stage::Model,
         "Unigram",
         QT_TRANSLATE_NOOP("Component", "The cut with the best sum of scores."),
         {number("unk_id", 0, QT_TRANSLATE_NOOP("Component", "The id of the token for what is unknown.")),
          flag("byte_fallback", false,
               QT_TRANSLATE_NOOP("Component", "Spells what no token has as bytes."))}},
        {Stage::Model,
         "WordLevel",
         QT_TRANSLATE_NOOP("Component", "Each word is a token or unknown."),
         {text("unk_token", "[UNK]", QT_TRANSLATE_NOOP("Component", "For words that are no token."))}},

        {Stage::PostProcessor,
         "TemplateProcessing",
         QT_TRANSLATE_NOOP("Component", "Special tokens around one text or two."),
         {templateField("single", "[CLS]:0 $A:0 [SEP]:0",
                        QT_TRANSLATE_NOOP("Component", "One text: $A is the text, :0 its type id.")),
          templateField("pair", "[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
                        QT_TRANSLATE_NOOP("Component", "Two texts: $A and $B."))}},
        {Stage::PostProcessor,
         "BertProcessing",
         QT_TRANSLATE_NOOP("Component", "BERT's tokens around the texts."),
         {token("sep", "[SEP]", QT_TRANSLATE_NOOP("Component", "After each text.")),
          token("cls", "[CLS]", QT_TRANSLATE_NOOP("Component", "Before the first text."))}},
        {Stage::PostProcessor,
         "RobertaProcessing",
         QT_TRANSLATE_NOOP("Component", "RoBERTa's tokens around the texts."),
         {token("sep", "</s>", QT_TRANSLATE_NOOP("Component", "After each text.")),
          token("cls", "<s>", QT_TRANSLATE_NOOP("Component", "Before the first text.")),
          flag("trim_offsets", true, trim), flag("add_prefix_space", true, addPrefix)}},
        {Stage::PostProcessor, "ByteLevel",
         QT_TRANSLATE_NOOP("Component", "Puts the offsets of byte-level tokens right."), byteLevel},

        {Stage::Decoder,
         "WordPiece",
         QT_TRANSLATE_NOOP("Component", "Joins pieces that go on with a word."),
         {text("prefix", "##", QT_TRANSLATE_NOOP("Component", "Before pieces that go on with a word.")),
          flag("cleanup", true, QT_TRANSLATE_NOOP("Component", "No spaces before punctuation."))}},
        {Stage::Decoder, "ByteLevel", QT_TRANSLATE_NOOP("Component", "Visible bytes become text again."),
         byteLevel},
        {Stage::Decoder, "Metaspace",
         QT_TRANSLATE_NOOP("Component", "The visible characters become spaces again."), metaspace},
        {Stage::Decoder,
         "BPEDecoder",
         QT_TRANSLATE_NOOP("Component", "Ends of words become spaces."),
         {text("suffix", "</w>", QT_TRANSLATE_NOOP("Component", "After pieces that end a word."))}},
        {Stage::Decoder,
         "CTC",
         QT_TRANSLATE_NOOP("Component", "What speech models write: repetitions and blanks are dropped."),
         {text("pad_token", "<pad>", QT_TRANSLATE_NOOP("Component", "The blank.")),
          text("word_delimiter_token", "|", QT_TRANSLATE_NOOP("Component", "Between words.")),
          flag("cleanup", true, QT_TRANSLATE_NOOP("Component", "No spaces before punctuation."))}},
        {Stage::Decoder, "ByteFallback",
         QT_TRANSLATE_NOOP("Component", "Tokens such as <0x61> become bytes.")},
        {Stage::Decoder, "Fuse", QT_TRANSLATE_NOOP("Component", "All tokens become one.")},
        {Stage::Decoder,
         "Strip",
         QT_TRANSLATE_NOOP("Component", "Takes characters away at the ends of tokens."),
         {text("content", " ", QT_TRANSLATE_NOOP("Component", "The character.")),
          number("start", 1, QT_TRANSLATE_NOOP("Component", "At most so many at the start.")),
          number("stop", 0, QT_TRANSLATE_NOOP("Component", "At most so many at the end."))}},
        {Stage::Decoder,
         "Replace",
         QT_TRANSLATE_NOOP("Component", "Puts one text in the place of another."),
         {pattern(QT_TRANSLATE_NOOP("Component", "What is looked for.")),
          text("content", " ", QT_TRANSLATE_NOOP("Component", "What takes its place."))}},
    };
}

constexpr std::array families{
    TokenizerFamily{
        "BERT", "WordPiece", "BertTokenizerFast",
        R"({"normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},
 "pre_tokenizer":{"type":"BertPreTokenizer"},
 "post_processor":{"type":"TemplateProcessing","single":"[CLS]:0 $A:0 [SEP]:0","pair":"[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1"},
 "decoder":{"type":"WordPiece","prefix":"##","cleanup":true}})"},
    TokenizerFamily{"GPT-2", "BPE", "GPT2TokenizerFast",
                    R"({"normalizer":null,
 "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
 "post_processor":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":true},
 "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}})"},
    TokenizerFamily{"RoBERTa", "BPE", "RobertaTokenizerFast",
                    R"({"normalizer":null,
 "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
 "post_processor":{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false},
 "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}})"},
    TokenizerFamily{
        "XLNet", "Unigram", "XLNetTokenizerFast",
        R"({"normalizer":{"type":"Sequence","normalizers":[{"type":"Replace","pattern":{"String":"``"},"content":"\""},
  {"type":"Replace","pattern":{"String":"''"},"content":"\""},{"type":"NFKD"},{"type":"StripAccents"},
  {"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]},
 "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},
 "post_processor":{"type":"TemplateProcessing","single":"$A:0 <sep>:0 <cls>:2","pair":"$A:0 <sep>:0 $B:1 <sep>:1 <cls>:2"},
 "decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}})"},
    TokenizerFamily{"T5", "Unigram", "T5TokenizerFast",
                    R"({"normalizer":{"type":"NFKC"},
 "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},
 "post_processor":{"type":"TemplateProcessing","single":"$A:0 </s>:0","pair":"$A:0 </s>:0 $B:0 </s>:0"},
 "decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}})"},
    TokenizerFamily{"Llama", "BPE", "LlamaTokenizerFast",
                    R"({"normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},
  {"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
 "pre_tokenizer":null,
 "post_processor":{"type":"TemplateProcessing","single":"<s>:0 $A:0","pair":"<s>:0 $A:0 <s>:1 $B:1"},
 "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},
  {"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}})"},
};

QString sequenceKey(Stage stage)
{
    switch (stage) {
    case Stage::Normalizer:
        return QStringLiteral("normalizers");
    case Stage::PreTokenizer:
        return QStringLiteral("pretokenizers");
    case Stage::PostProcessor:
        return QStringLiteral("processors");
    default:
        return QStringLiteral("decoders");
    }
}

} // namespace

std::span<const ComponentType> componentTypes()
{
    static const std::vector<ComponentType> types = makeTypes();
    return types;
}

const ComponentType* componentType(Stage stage, const QString& type)
{
    for (const ComponentType& each : componentTypes())
        if (each.stage == stage && type == QLatin1String(each.type)) return &each;
    return nullptr;
}

QString componentText(const char* text)
{
    return QCoreApplication::translate("Component", text);
}

QJsonObject newComponent(const ComponentType& type)
{
    QJsonObject component{{QStringLiteral("type"), QLatin1String(type.type)}};
    for (const ComponentField& field : type.fields)
        component[QLatin1String(field.key)] =
            field.kind == Kind::Choice && field.value.toString().isEmpty() ? QJsonValue() : field.value;
    return component;
}

QString stageKey(Stage stage)
{
    const char* keys[] = {"normalizer", "pre_tokenizer", "model", "post_processor", "decoder"};
    return QLatin1String(keys[int(stage)]);
}

QString stageTitle(Stage stage)
{
    const char* titles[] = {
        QT_TRANSLATE_NOOP("Component", "Normalizer"), QT_TRANSLATE_NOOP("Component", "Pre-tokenizer"),
        QT_TRANSLATE_NOOP("Component", "Model"), QT_TRANSLATE_NOOP("Component", "Post-processor"),
        QT_TRANSLATE_NOOP("Component", "Decoder")};
    return componentText(titles[int(stage)]);
}

std::vector<QJsonObject> componentsOf(Stage stage, const QJsonValue& value)
{
    std::vector<QJsonObject> components;
    const QJsonObject object = value.toObject();
    if (object.isEmpty()) return components;
    if (object[QStringLiteral("type")].toString() != QLatin1String("Sequence")) return {object};
    for (const auto& each : object[sequenceKey(stage)].toArray())
        for (const QJsonObject& inner : componentsOf(stage, each))
            components.push_back(inner);
    return components;
}

QJsonValue stageOf(Stage stage, const std::vector<QJsonObject>& components)
{
    if (components.empty()) return QJsonValue();
    if (components.size() == 1) return components.front();
    QJsonArray array;
    for (const QJsonObject& component : components)
        array.append(component);
    return QJsonObject{{QStringLiteral("type"), QStringLiteral("Sequence")}, {sequenceKey(stage), array}};
}

std::span<const TokenizerFamily> tokenizerFamilies()
{
    return families;
}

QString templateText(const QJsonArray& pieces)
{
    QStringList words;
    for (const auto& piece : pieces) {
        const QJsonObject sequence = piece.toObject()[QStringLiteral("Sequence")].toObject();
        const QJsonObject special = piece.toObject()[QStringLiteral("SpecialToken")].toObject();
        const QJsonObject& own = sequence.isEmpty() ? special : sequence;
        words.append(QStringLiteral("%1%2:%3")
                         .arg(sequence.isEmpty() ? QString() : QStringLiteral("$"),
                              own[QStringLiteral("id")].toString())
                         .arg(own[QStringLiteral("type_id")].toInt()));
    }
    return words.join(QLatin1Char(' '));
}

QJsonArray parseTemplate(const QString& text, QString& problem)
{
    QJsonArray pieces;
    problem.clear();
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        // The last colon parts the type id; a token may have colons of its own.
        const auto colon = word.lastIndexOf(QLatin1Char(':'));
        bool isNumber = false;
        const uint typeId = colon < 0 ? 0 : word.mid(colon + 1).toUInt(&isNumber);
        QString name = isNumber ? word.left(colon) : word;
        const bool isSequence = name.startsWith(QLatin1Char('$'));
        if (isSequence) name.remove(0, 1);
        if (name.isEmpty() || (isSequence && name != QLatin1String("A") && name != QLatin1String("B"))) {
            problem = QCoreApplication::translate(
                          "Component", "“%1” is no piece: expected $A, $B or a token, and :0 after it.")
                          .arg(word);
            return {};
        }
        pieces.append(QJsonObject{{isSequence ? QStringLiteral("Sequence") : QStringLiteral("SpecialToken"),
                                   QJsonObject{{QStringLiteral("id"), name},
                                               {QStringLiteral("type_id"), qint64(isNumber ? typeId : 0)}}}});
    }
    if (pieces.isEmpty()) problem = QCoreApplication::translate("Component", "A template has at least $A.");
    return pieces;
}

} // namespace vitrine::widgets
