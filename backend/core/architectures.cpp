// SPDX-License-Identifier: Apache-2.0
#include "backend/core/architectures.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::core {
namespace {

// The classes of Transformers, one list an architecture.
constexpr HeadClass bertHeads[]{{Head::MaskedLm, "BertForMaskedLM"},
                                {Head::SequenceClassification, "BertForSequenceClassification"},
                                {Head::TokenClassification, "BertForTokenClassification"},
                                {Head::QuestionAnswering, "BertForQuestionAnswering"},
                                {Head::MultipleChoice, "BertForMultipleChoice"},
                                {Head::NextSentence, "BertForNextSentencePrediction"},
                                {Head::PreTraining, "BertForPreTraining"}};
constexpr HeadClass distilBertHeads[]{{Head::MaskedLm, "DistilBertForMaskedLM"},
                                      {Head::SequenceClassification, "DistilBertForSequenceClassification"},
                                      {Head::TokenClassification, "DistilBertForTokenClassification"},
                                      {Head::QuestionAnswering, "DistilBertForQuestionAnswering"},
                                      {Head::MultipleChoice, "DistilBertForMultipleChoice"}};
constexpr HeadClass robertaHeads[]{{Head::MaskedLm, "RobertaForMaskedLM"},
                                   {Head::SequenceClassification, "RobertaForSequenceClassification"},
                                   {Head::TokenClassification, "RobertaForTokenClassification"},
                                   {Head::QuestionAnswering, "RobertaForQuestionAnswering"},
                                   {Head::MultipleChoice, "RobertaForMultipleChoice"}};
constexpr HeadClass xlmRobertaHeads[]{{Head::MaskedLm, "XLMRobertaForMaskedLM"},
                                      {Head::SequenceClassification, "XLMRobertaForSequenceClassification"},
                                      {Head::TokenClassification, "XLMRobertaForTokenClassification"},
                                      {Head::QuestionAnswering, "XLMRobertaForQuestionAnswering"},
                                      {Head::MultipleChoice, "XLMRobertaForMultipleChoice"}};
constexpr HeadClass camembertHeads[]{{Head::MaskedLm, "CamembertForMaskedLM"},
                                     {Head::SequenceClassification, "CamembertForSequenceClassification"},
                                     {Head::TokenClassification, "CamembertForTokenClassification"},
                                     {Head::QuestionAnswering, "CamembertForQuestionAnswering"},
                                     {Head::MultipleChoice, "CamembertForMultipleChoice"}};
constexpr HeadClass albertHeads[]{{Head::MaskedLm, "AlbertForMaskedLM"},
                                  {Head::SequenceClassification, "AlbertForSequenceClassification"},
                                  {Head::TokenClassification, "AlbertForTokenClassification"},
                                  {Head::QuestionAnswering, "AlbertForQuestionAnswering"},
                                  {Head::MultipleChoice, "AlbertForMultipleChoice"},
                                  {Head::PreTraining, "AlbertForPreTraining"}};
constexpr HeadClass electraHeads[]{{Head::MaskedLm, "ElectraForMaskedLM"},
                                   {Head::SequenceClassification, "ElectraForSequenceClassification"},
                                   {Head::TokenClassification, "ElectraForTokenClassification"},
                                   {Head::QuestionAnswering, "ElectraForQuestionAnswering"},
                                   {Head::MultipleChoice, "ElectraForMultipleChoice"},
                                   {Head::PreTraining, "ElectraForPreTraining"}};
constexpr HeadClass mpnetHeads[]{{Head::MaskedLm, "MPNetForMaskedLM"},
                                 {Head::SequenceClassification, "MPNetForSequenceClassification"},
                                 {Head::TokenClassification, "MPNetForTokenClassification"},
                                 {Head::QuestionAnswering, "MPNetForQuestionAnswering"},
                                 {Head::MultipleChoice, "MPNetForMultipleChoice"}};
constexpr HeadClass debertaV2Heads[]{{Head::MaskedLm, "DebertaV2ForMaskedLM"},
                                     {Head::SequenceClassification, "DebertaV2ForSequenceClassification"},
                                     {Head::TokenClassification, "DebertaV2ForTokenClassification"},
                                     {Head::QuestionAnswering, "DebertaV2ForQuestionAnswering"},
                                     {Head::MultipleChoice, "DebertaV2ForMultipleChoice"}};
constexpr HeadClass modernBertHeads[]{{Head::MaskedLm, "ModernBertForMaskedLM"},
                                      {Head::SequenceClassification, "ModernBertForSequenceClassification"},
                                      {Head::TokenClassification, "ModernBertForTokenClassification"},
                                      {Head::QuestionAnswering, "ModernBertForQuestionAnswering"},
                                      {Head::MultipleChoice, "ModernBertForMultipleChoice"}};
constexpr HeadClass longformerHeads[]{{Head::MaskedLm, "LongformerForMaskedLM"},
                                      {Head::SequenceClassification, "LongformerForSequenceClassification"},
                                      {Head::TokenClassification, "LongformerForTokenClassification"},
                                      {Head::QuestionAnswering, "LongformerForQuestionAnswering"},
                                      {Head::MultipleChoice, "LongformerForMultipleChoice"}};
constexpr HeadClass gpt2Heads[]{{Head::CausalLm, "GPT2LMHeadModel"},
                                {Head::SequenceClassification, "GPT2ForSequenceClassification"},
                                {Head::TokenClassification, "GPT2ForTokenClassification"},
                                {Head::QuestionAnswering, "GPT2ForQuestionAnswering"}};
constexpr HeadClass gptNeoHeads[]{{Head::CausalLm, "GPTNeoForCausalLM"},
                                  {Head::SequenceClassification, "GPTNeoForSequenceClassification"},
                                  {Head::TokenClassification, "GPTNeoForTokenClassification"},
                                  {Head::QuestionAnswering, "GPTNeoForQuestionAnswering"}};
constexpr HeadClass gptNeoXHeads[]{{Head::CausalLm, "GPTNeoXForCausalLM"},
                                   {Head::SequenceClassification, "GPTNeoXForSequenceClassification"},
                                   {Head::TokenClassification, "GPTNeoXForTokenClassification"},
                                   {Head::QuestionAnswering, "GPTNeoXForQuestionAnswering"}};
constexpr HeadClass optHeads[]{{Head::CausalLm, "OPTForCausalLM"},
                               {Head::SequenceClassification, "OPTForSequenceClassification"},
                               {Head::QuestionAnswering, "OPTForQuestionAnswering"}};
constexpr HeadClass bloomHeads[]{{Head::CausalLm, "BloomForCausalLM"},
                                 {Head::SequenceClassification, "BloomForSequenceClassification"},
                                 {Head::TokenClassification, "BloomForTokenClassification"},
                                 {Head::QuestionAnswering, "BloomForQuestionAnswering"}};
constexpr HeadClass llamaHeads[]{{Head::CausalLm, "LlamaForCausalLM"},
                                 {Head::SequenceClassification, "LlamaForSequenceClassification"},
                                 {Head::TokenClassification, "LlamaForTokenClassification"},
                                 {Head::QuestionAnswering, "LlamaForQuestionAnswering"}};
constexpr HeadClass mistralHeads[]{{Head::CausalLm, "MistralForCausalLM"},
                                   {Head::SequenceClassification, "MistralForSequenceClassification"},
                                   {Head::TokenClassification, "MistralForTokenClassification"},
                                   {Head::QuestionAnswering, "MistralForQuestionAnswering"}};
constexpr HeadClass qwen2Heads[]{{Head::CausalLm, "Qwen2ForCausalLM"},
                                 {Head::SequenceClassification, "Qwen2ForSequenceClassification"},
                                 {Head::TokenClassification, "Qwen2ForTokenClassification"},
                                 {Head::QuestionAnswering, "Qwen2ForQuestionAnswering"}};
constexpr HeadClass qwen3Heads[]{{Head::CausalLm, "Qwen3ForCausalLM"},
                                 {Head::SequenceClassification, "Qwen3ForSequenceClassification"},
                                 {Head::TokenClassification, "Qwen3ForTokenClassification"},
                                 {Head::QuestionAnswering, "Qwen3ForQuestionAnswering"}};
constexpr HeadClass gemmaHeads[]{{Head::CausalLm, "GemmaForCausalLM"},
                                 {Head::SequenceClassification, "GemmaForSequenceClassification"},
                                 {Head::TokenClassification, "GemmaForTokenClassification"}};
constexpr HeadClass gemma2Heads[]{{Head::CausalLm, "Gemma2ForCausalLM"},
                                  {Head::SequenceClassification, "Gemma2ForSequenceClassification"},
                                  {Head::TokenClassification, "Gemma2ForTokenClassification"}};
constexpr HeadClass gemma3Heads[]{{Head::CausalLm, "Gemma3ForCausalLM"},
                                  {Head::SequenceClassification, "Gemma3TextForSequenceClassification"}};
/// Its text part alone: pictures are not looked at.
constexpr HeadClass gemma3PictureHeads[]{{Head::CausalLm, "Gemma3ForConditionalGeneration"}};
constexpr HeadClass phi3Heads[]{{Head::CausalLm, "Phi3ForCausalLM"},
                                {Head::SequenceClassification, "Phi3ForSequenceClassification"},
                                {Head::TokenClassification, "Phi3ForTokenClassification"}};
constexpr HeadClass smolLm3Heads[]{{Head::CausalLm, "SmolLM3ForCausalLM"},
                                   {Head::SequenceClassification, "SmolLM3ForSequenceClassification"},
                                   {Head::TokenClassification, "SmolLM3ForTokenClassification"},
                                   {Head::QuestionAnswering, "SmolLM3ForQuestionAnswering"}};
constexpr HeadClass t5Heads[]{{Head::Seq2SeqLm, "T5ForConditionalGeneration"},
                              {Head::SequenceClassification, "T5ForSequenceClassification"},
                              {Head::TokenClassification, "T5ForTokenClassification"},
                              {Head::QuestionAnswering, "T5ForQuestionAnswering"},
                              {Head::Encoder, "T5EncoderModel"}};
constexpr HeadClass mt5Heads[]{{Head::Seq2SeqLm, "MT5ForConditionalGeneration"},
                               {Head::SequenceClassification, "MT5ForSequenceClassification"},
                               {Head::TokenClassification, "MT5ForTokenClassification"},
                               {Head::QuestionAnswering, "MT5ForQuestionAnswering"},
                               {Head::Encoder, "MT5EncoderModel"}};
constexpr HeadClass bartHeads[]{{Head::Seq2SeqLm, "BartForConditionalGeneration"},
                                {Head::SequenceClassification, "BartForSequenceClassification"},
                                {Head::QuestionAnswering, "BartForQuestionAnswering"}};
constexpr HeadClass mbartHeads[]{{Head::Seq2SeqLm, "MBartForConditionalGeneration"},
                                 {Head::SequenceClassification, "MBartForSequenceClassification"},
                                 {Head::QuestionAnswering, "MBartForQuestionAnswering"}};
constexpr HeadClass marianHeads[]{{Head::Seq2SeqLm, "MarianMTModel"}};
constexpr HeadClass pegasusHeads[]{{Head::Seq2SeqLm, "PegasusForConditionalGeneration"}};
constexpr HeadClass ledHeads[]{{Head::Seq2SeqLm, "LEDForConditionalGeneration"},
                               {Head::SequenceClassification, "LEDForSequenceClassification"},
                               {Head::QuestionAnswering, "LEDForQuestionAnswering"}};
constexpr HeadClass m2m100Heads[]{{Head::Seq2SeqLm, "M2M100ForConditionalGeneration"}};

/// The registry: a new architecture is its heads and a line here, a file in backend/models and a parity test.
constexpr std::array registry{
    Architecture{"bert", Family::Encoder, "BertModel", "bert.", bertHeads},
    Architecture{"distilbert", Family::Encoder, "DistilBertModel", "distilbert.", distilBertHeads},
    Architecture{"roberta", Family::Encoder, "RobertaModel", "roberta.", robertaHeads},
    Architecture{"xlm-roberta", Family::Encoder, "XLMRobertaModel", "roberta.", xlmRobertaHeads},
    Architecture{"camembert", Family::Encoder, "CamembertModel", "roberta.", camembertHeads},
    Architecture{"albert", Family::Encoder, "AlbertModel", "albert.", albertHeads},
    Architecture{"electra", Family::Encoder, "ElectraModel", "electra.", electraHeads},
    Architecture{"mpnet", Family::Encoder, "MPNetModel", "mpnet.", mpnetHeads},
    Architecture{"deberta-v2", Family::Encoder, "DebertaV2Model", "deberta.", debertaV2Heads},
    Architecture{"modernbert", Family::Encoder, "ModernBertModel", "model.", modernBertHeads},
    Architecture{"longformer", Family::Encoder, "LongformerModel", "longformer.", longformerHeads},
    Architecture{"gpt2", Family::Decoder, "GPT2Model", "transformer.", gpt2Heads},
    Architecture{"gpt_neo", Family::Decoder, "GPTNeoModel", "transformer.", gptNeoHeads},
    Architecture{"gpt_neox", Family::Decoder, "GPTNeoXModel", "gpt_neox.", gptNeoXHeads},
    Architecture{"opt", Family::Decoder, "OPTModel", "model.", optHeads},
    Architecture{"bloom", Family::Decoder, "BloomModel", "transformer.", bloomHeads},
    Architecture{"llama", Family::Decoder, "LlamaModel", "model.", llamaHeads},
    Architecture{"mistral", Family::Decoder, "MistralModel", "model.", mistralHeads},
    Architecture{"qwen2", Family::Decoder, "Qwen2Model", "model.", qwen2Heads},
    Architecture{"qwen3", Family::Decoder, "Qwen3Model", "model.", qwen3Heads},
    Architecture{"gemma", Family::Decoder, "GemmaModel", "model.", gemmaHeads},
    Architecture{"gemma2", Family::Decoder, "Gemma2Model", "model.", gemma2Heads},
    Architecture{"gemma3_text", Family::Decoder, "Gemma3TextModel", "model.", gemma3Heads},
    Architecture{"gemma3", Family::Decoder, "Gemma3Model", "language_model.model.", gemma3PictureHeads},
    Architecture{"phi3", Family::Decoder, "Phi3Model", "model.", phi3Heads},
    Architecture{"smollm3", Family::Decoder, "SmolLM3Model", "model.", smolLm3Heads},
    Architecture{"t5", Family::EncoderDecoder, "T5Model", "transformer.", t5Heads},
    Architecture{"mt5", Family::EncoderDecoder, "MT5Model", "transformer.", mt5Heads},
    Architecture{"bart", Family::EncoderDecoder, "BartModel", "model.", bartHeads},
    Architecture{"mbart", Family::EncoderDecoder, "MBartModel", "model.", mbartHeads},
    Architecture{"marian", Family::EncoderDecoder, "MarianModel", "model.", marianHeads},
    Architecture{"pegasus", Family::EncoderDecoder, "PegasusModel", "model.", pegasusHeads},
    Architecture{"led", Family::EncoderDecoder, "LEDModel", "led.", ledHeads},
    Architecture{"m2m_100", Family::EncoderDecoder, "M2M100Model", "model.", m2m100Heads},
};

constexpr std::pair<Head, std::string_view> headNames[]{
    {Head::Auto, "auto"},
    {Head::Base, "base"},
    {Head::Encoder, "encoder"},
    {Head::MaskedLm, "masked-lm"},
    {Head::SequenceClassification, "sequence-classification"},
    {Head::TokenClassification, "token-classification"},
    {Head::QuestionAnswering, "question-answering"},
    {Head::MultipleChoice, "multiple-choice"},
    {Head::NextSentence, "next-sentence-prediction"},
    {Head::PreTraining, "pretraining"},
    {Head::CausalLm, "causal-lm"},
    {Head::Seq2SeqLm, "seq2seq-lm"}};

constexpr std::array taskList{
    Task{"feature-extraction", Head::Base, ""},
    Task{"sentence-similarity", Head::Base, ""},
    Task{"text-classification", Head::SequenceClassification, "sentiment-analysis"},
    Task{"zero-shot-classification", Head::SequenceClassification, ""},
    Task{"text-ranking", Head::SequenceClassification, ""},
    Task{"token-classification", Head::TokenClassification, "ner"},
    Task{"question-answering", Head::QuestionAnswering, ""},
    Task{"fill-mask", Head::MaskedLm, ""},
    Task{"multiple-choice", Head::MultipleChoice, ""},
    Task{"text-generation", Head::CausalLm, ""},
    Task{"text2text-generation", Head::Seq2SeqLm, ""},
    Task{"summarization", Head::Seq2SeqLm, ""},
    Task{"translation", Head::Seq2SeqLm, ""},
};

constexpr std::array<std::string_view, 4> weights{"model.safetensors", "model.safetensors.index.json",
                                                  "pytorch_model.bin", "pytorch_model.bin.index.json"};

/// `place` is where the files are: a folder, "org/name". Fills the verdict as far as it comes.
void judgeConfig(const Json& json, const std::string& configPlace, bool hasWeights, const std::string& place,
                 ModelVerdict& verdict)
{
    const JsonObject config(json, configPlace);
    verdict.modelType = config.get<std::string>("model_type");
    if (config.has("architectures")) {
        const auto classes = config.get<std::vector<std::string>>("architectures");
        if (!classes.empty()) verdict.architecture = classes.front();
    }
    if (!findArchitecture(verdict.modelType))
        throw Exception(ErrorCode::Unsupported,
                        configPlace + ": model_type \"" + verdict.modelType +
                            "\" is not supported (supported: " + supportedModelTypes() + ")");
    if (!hasWeights)
        throw Exception(ErrorCode::NotFound,
                        place + ": no weights in it (expected " + expectedWeights() + ")");
}

void judge(const std::filesystem::path& folder, ModelVerdict& verdict)
{
    const auto configPath = folder / "config.json";
    if (!std::filesystem::is_directory(folder))
        throw Exception(ErrorCode::NotFound, folder.string() + ": not a folder");
    if (!std::filesystem::exists(configPath))
        throw Exception(ErrorCode::NotFound,
                        folder.string() + ": no config.json in it, so it is no model folder");
    judgeConfig(readJsonFile(configPath), configPath.string(), weightsEntry(folder).has_value(),
                folder.string(), verdict);
}

/// What `judge` throws becomes the verdict's reason.
template <typename Function>
ModelVerdict verdictOf(Function judge)
{
    ModelVerdict verdict;
    try {
        judge(verdict);
        verdict.supported = true;
    } catch (...) {
        verdict.why = describe(std::current_exception()).message;
    }
    return verdict;
}

} // namespace

std::string_view headName(Head head)
{
    return std::ranges::find(headNames, head, &std::pair<Head, std::string_view>::first)->second;
}

Head findHead(std::string_view name)
{
    const auto found = std::ranges::find(headNames, name, &std::pair<Head, std::string_view>::second);
    return found == std::end(headNames) ? Head::Auto : found->first;
}

std::string_view Architecture::className(Head head) const
{
    if (head == Head::Base) return baseClass;
    const auto found = std::ranges::find(heads, head, &HeadClass::head);
    return found == heads.end() ? std::string_view() : found->name;
}

Head Architecture::headOf(std::string_view className) const
{
    if (className == baseClass) return Head::Base;
    const auto found = std::ranges::find(heads, className, &HeadClass::name);
    return found == heads.end() ? Head::Auto : found->head;
}

std::span<const Task> tasks()
{
    return taskList;
}

const Task* findTask(std::string_view name)
{
    if (name.starts_with("translation_") && name.find("_to_") != name.npos) name = "translation";
    const auto found = std::ranges::find_if(taskList, [&](const Task& task) {
        return task.name == name || (!task.alias.empty() && task.alias == name);
    });
    return found == taskList.end() ? nullptr : &*found;
}

std::vector<std::string> tasksOf(Head head)
{
    std::vector<std::string> names;
    for (const auto& task : taskList)
        if (task.head == Head::Base || task.head == head) names.emplace_back(task.name);
    return names;
}

std::span<const Architecture> architectures()
{
    return registry;
}

const Architecture* findArchitecture(std::string_view modelType)
{
    const auto found = std::ranges::find(registry, modelType, &Architecture::modelType);
    return found == registry.end() ? nullptr : &*found;
}

std::string supportedModelTypes()
{
    std::string text;
    for (const auto& each : registry)
        text += (text.empty() ? "" : ", ") + std::string(each.modelType);
    return text;
}

std::span<const std::string_view> weightsNames()
{
    return weights;
}

std::optional<std::filesystem::path> weightsEntry(const std::filesystem::path& folder)
{
    for (const auto name : weights)
        if (std::filesystem::exists(folder / name)) return folder / name;
    return std::nullopt;
}

std::string expectedWeights()
{
    std::string text;
    for (const auto name : weights)
        text += (text.empty() ? "" : name == weights.back() ? " or " : ", ") + std::string(name);
    return text;
}

ModelVerdict requireModelFolder(const std::filesystem::path& folder)
{
    ModelVerdict verdict;
    judge(folder, verdict);
    verdict.supported = true;
    return verdict;
}

ModelVerdict judgeModelFolder(const std::filesystem::path& folder)
{
    return verdictOf([&](ModelVerdict& verdict) { judge(folder, verdict); });
}

ModelVerdict judgeModelConfig(const Json& config, const std::string& place, bool hasWeights)
{
    return verdictOf([&](ModelVerdict& verdict) {
        judgeConfig(config, place + ": config.json", hasWeights, place, verdict);
    });
}

} // namespace vitrine::core
