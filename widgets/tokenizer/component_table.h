// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace vitrine::widgets {

/// The stages of a tokenizer, in the order in which a text goes through them.
enum class TokenizerStage { Normalizer, PreTokenizer, Model, PostProcessor, Decoder };
constexpr int stageCount = 5;

/// One setting of a component, as it stands in tokenizer.json.
struct ComponentField
{
    enum class Kind {
        Flag,
        Number,
        Real,
        Text,
        OptionalText, ///< empty: null
        Choice,
        Pattern,  ///< {"String": …} or {"Regex": …}
        Token,    ///< ["[SEP]", 102]: the id is found in the vocabulary
        Template, ///< the pieces of a template, written "[CLS]:0 $A:0 [SEP]:0"
        Data,     ///< kept as it is: nothing a form could show
    };
    const char* key;
    Kind kind;
    QJsonValue value;    ///< unless chosen otherwise
    const char* meaning; ///< one sentence, translated in the context "Component"
    QStringList choices = {};
};

/// A component that a stage may have.
struct ComponentType
{
    TokenizerStage stage;
    const char* type;    ///< as in tokenizer.json
    const char* meaning; ///< one sentence, translated in the context "Component"
    std::vector<ComponentField> fields = {};
};

/// Every component, stage by stage; Sequence is left out: a stage with several is one.
std::span<const ComponentType> componentTypes();
/// Null for one that the table does not have.
const ComponentType* componentType(TokenizerStage stage, const QString& type);
QString componentText(const char* text); ///< translated
/// A new component with its usual settings.
QJsonObject newComponent(const ComponentType& type);

/// "normalizer": the key in tokenizer.json.
QString stageKey(TokenizerStage stage);
QString stageTitle(TokenizerStage stage);
/// The components of a stage, a Sequence taken apart; none for null.
std::vector<QJsonObject> componentsOf(TokenizerStage stage, const QJsonValue& value);
/// Null, the one component, or a Sequence of them.
QJsonValue stageOf(TokenizerStage stage, const std::vector<QJsonObject>& components);

/// "[CLS]:0 $A:0 [SEP]:0" of a template's pieces, and back. `problem` says what is wrong and where.
QString templateText(const QJsonArray& pieces);
QJsonArray parseTemplate(const QString& text, QString& problem);

/// The stages as a family of models has them (without the model), and the roles of its tokens.
struct TokenizerFamily
{
    const char* name;
    const char* modelType;
    const char* tokenizerClass;
    const char* stages; ///< JSON
};
std::span<const TokenizerFamily> tokenizerFamilies();

} // namespace vitrine::widgets
