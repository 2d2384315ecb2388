// SPDX-License-Identifier: Apache-2.0
#include "backend/training/trained_model.h"

#include "backend/core/json_access.h"
#include "backend/hub/locate.h"
#include "backend/models/registry.h"
#include "backend/tensors/safetensors.h"
#include "backend/training/initial_weights.h"
#include "backend/training/run_folder.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <c10/core/GradMode.h>
#include <set>

namespace vitrine::training {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;
using core::Head;

/// Keys of a config that say what its labels are.
constexpr auto labelKeys = {"num_labels", "id2label", "label2id"};
constexpr auto configFile = "config.json", generationFile = "generation_config.json",
               weightsFile = "model.safetensors";

bool isGeneric(const std::string& name)
{
    return name.starts_with("LABEL_");
}

/// `label2id`, else `id2label` turned round. Empty when there is none.
std::map<std::string, std::int64_t> namesOf(const core::JsonObject& config)
{
    std::map<std::string, std::int64_t> ids;
    const auto fail = [&](const char* key, const std::string& what) {
        throw Exception(ErrorCode::InvalidFormat, config.place() + ": \"" + key + "\": " + what);
    };
    if (config.has("id2label")) {
        const auto map = config.object("id2label");
        for (const auto& [id, name] : map.json().items()) {
            if (!name.is_string() || id.empty() || id.find_first_not_of("0123456789") != std::string::npos ||
                id.size() > 9)
                fail("id2label", "expected names by numbers");
            ids[name.get<std::string>()] = std::stoll(id);
        }
        if (ids.size() != map.json().size()) fail("id2label", "two labels have the same name");
    } else if (config.has("label2id")) {
        const auto map = config.object("label2id");
        for (const auto& [name, id] : map.json().items()) {
            if (!id.is_number_integer()) fail("label2id", "expected numbers by name");
            ids[name] = id.get<std::int64_t>();
        }
    }
    std::set<std::int64_t> seen;
    for (const auto& [name, id] : ids)
        if (id < 0 || id >= std::int64_t(ids.size()) || !seen.insert(id).second)
            fail("id2label", "ids must count from 0 without a gap");
    return ids;
}

/// The model's config with `changes` over it; of another model_type the changes are all there is.
core::OrderedJson readConfig(const fs::path& folder, const std::string& changes, bool fromScratch)
{
    const auto more =
        changes.empty() ? core::OrderedJson::object() : core::parseOrderedJson(changes, "config");
    const auto path = folder / configFile;
    if (fromScratch && more.contains("model_type") && (folder.empty() || !fs::exists(path))) return more;
    auto config = core::parseOrderedJson(core::readFile(path), path.string());
    if (!config.is_object())
        throw Exception(ErrorCode::InvalidFormat, path.string() + ": expected an object");
    if (fromScratch && more.contains("model_type") && more["model_type"] != config["model_type"]) return more;
    if (std::ranges::any_of(labelKeys, [&](auto key) { return more.contains(key); }))
        for (const char* key : labelKeys)
            config.erase(key);
    config.update(more);
    return config;
}

std::optional<std::int64_t> idIn(const core::Json& config, const char* key)
{
    const auto found = config.find(key);
    if (found == config.end()) return std::nullopt;
    if (found->is_number_integer()) return found->get<std::int64_t>();
    if (found->is_array() && !found->empty() && found->front().is_number_integer())
        return found->front().get<std::int64_t>();
    return std::nullopt;
}

/// The mask of a fill-mask tokenizer, by the usual names.
std::int64_t maskId(const tokenizers::Tokenizer& tokenizer)
{
    for (const char* name : {"[MASK]", "<mask>"})
        if (const auto id = tokenizer.tokenToId(name)) return std::int64_t(*id);
    return -1;
}

tensors::TensorView viewOf(const Parameter& parameter)
{
    const auto& tensor = parameter.value;
    return {parameter.name,
            tensors::ElementType::F32,
            {tensor.sizes().begin(), tensor.sizes().end()},
            {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()}};
}

/// A weight that a checkpoint of the base model has not.
bool isHeadWeight(const std::string& name, std::string_view prefix)
{
    if (!prefix.empty() && !name.starts_with(prefix)) return true;
    if (name.find("pooler.") != std::string::npos) return true;
    // T5's classes have no prefix.
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"lm_head.", "classif", "qa_outputs.", "score."},
        [&](auto start) { return name.starts_with(start); });
}

bool isEmbedding(const std::string& name)
{
    return std::ranges::any_of(std::initializer_list<std::string_view>{"embed", "wte.", "wpe.", "shared."},
                               [&](auto part) { return name.find(part) != std::string::npos; });
}

/// Of hidden states before a head, by the keys of the architectures that do it.
double readHeadDropout(const core::Json& config, JobTask task)
{
    const bool hasOne = task == JobTask::TextClassification || task == JobTask::TextRanking ||
                        task == JobTask::TokenClassification || task == JobTask::MultipleChoice;
    if (!hasOne) return 0;
    for (const char* key : {"classifier_dropout", "classifier_dropout_prob", "seq_classif_dropout",
                            "classif_dropout", "hidden_dropout_prob", "hidden_dropout"})
        if (const auto found = config.find(key); found != config.end() && found->is_number())
            return found->get<double>();
    return 0;
}

const char* problemType(LabelForm form)
{
    return form == LabelForm::Numbers   ? "regression"
           : form == LabelForm::Several ? "multi_label_classification"
                                        : "single_label_classification";
}

} // namespace

TrainedModel::TrainedModel(const TrainJob& job, const tokenizers::Tokenizer& tokenizer)
    : m_folder(job.model.empty() ? fs::path() : hub::locate(job.model)),
      m_tokenizer(hub::locate(job.tokenizer)),
      m_origin(job.model.empty() ? "config" : (m_folder / configFile).string()),
      m_head(kindOf(job.task).head),
      m_fromScratch(job.fromScratch),
      m_frozen(job.frozen)
{
    if (!m_fromScratch) core::requireModelFolder(m_folder);
    auto ordered = readConfig(m_folder, job.config, m_fromScratch);
    if (m_fromScratch && !ordered.contains("vocab_size")) ordered["vocab_size"] = tokenizer.info().vocabSize;
    const core::Json json = core::parseJson(ordered.dump(), m_origin);
    m_modelType = core::JsonObject(json, m_origin).get<std::string>("model_type");
    m_architecture = core::findArchitecture(m_modelType);
    if (!m_architecture)
        throw Exception(ErrorCode::Unsupported,
                        m_origin + ": model_type \"" + m_modelType +
                            "\" is not supported (supported: " + core::supportedModelTypes() + ")");
    if (m_architecture->className(m_head).empty())
        throw Exception(ErrorCode::Unsupported, m_origin + ": model_type " + m_modelType + " has no head \"" +
                                                    std::string(core::headName(m_head)) + "\", which " +
                                                    job.taskName + " needs");
    const auto model =
        models::makeNetwork(m_modelType, {json, m_origin, m_head, 2, [](auto&) { return false; }});
    m_maxPositions = model->description().maxPositions;
    m_vocabSize = model->description().vocabSize;
    m_typeVocabSize = model->description().typeVocabSize;
    m_headDropout = readHeadDropout(json, job.task);
    m_config = ordered.dump();
    readLabels(json, job);
    readIds(tokenizer);
    if (job.task == JobTask::FillMask && m_ids.mask < 0)
        throw Exception(ErrorCode::InvalidArgument,
                        m_tokenizer.string() +
                            ": the tokenizer has no [MASK] or <mask>, which fill-mask needs");
}

void TrainedModel::readLabels(const core::Json& json, const TrainJob& job)
{
    const core::JsonObject config(json, m_origin);
    auto names = namesOf(config);
    // Generic names are what Transformers writes when nobody gave any.
    if (!std::ranges::any_of(names, [](const auto& each) { return isGeneric(each.first); }))
        m_scheme.label2id = names;
    if (!m_scheme.label2id.empty()) m_scheme.numLabels = std::int64_t(names.size());
    const auto changes = job.config.empty() ? core::Json::object() : core::parseJson(job.config, "config");
    if (changes.contains("num_labels"))
        m_scheme.numLabels = core::JsonObject(changes, "config").get<std::int64_t>("num_labels");
    m_scheme.problemType = config.get<std::string>("problem_type", "");
    if (m_scheme.numLabels || m_fromScratch) return;
    // A checkpoint with such a head has decided.
    const auto classes = config.get<std::vector<std::string>>("architectures", {});
    if (!classes.empty() && classes.front() != m_architecture->className(m_head)) return;
    const models::Checkpoint checkpoint(m_folder, m_architecture->prefix);
    for (const char* name : {"classifier.weight", "classifier.out_proj.weight", "score.weight",
                             "classification_head.out_proj.weight"})
        if (const auto shape = checkpoint.shapeOf(name); !shape.empty()) m_scheme.numLabels = shape.front();
}

void TrainedModel::readIds(const tokenizers::Tokenizer& tokenizer)
{
    auto config = core::parseOrderedJson(m_config, m_origin);
    const core::Json json = core::parseJson(m_config, m_origin);
    const auto& padding = tokenizer.info().padding;
    const auto known = idIn(json, "pad_token_id");
    m_ids.padding = known     ? *known
                    : padding ? std::int64_t(padding->padId)
                              : idIn(json, "eos_token_id").value_or(0);
    m_ids.padsLeft = padding && padding->direction == tokenizers::Side::Left;
    m_ids.mask = maskId(tokenizer);
    for (const auto& token : tokenizer.addedTokens())
        if (token.special) m_ids.special.push_back(std::int64_t(token.id));
    if (m_architecture->family == core::Family::EncoderDecoder) {
        // BART and its relatives start with the end; T5 with its padding.
        const bool isT5 = m_modelType == "t5" || m_modelType == "mt5";
        m_ids.decoderStart =
            idIn(json, "decoder_start_token_id")
                .value_or(isT5 ? m_ids.padding : idIn(json, "eos_token_id").value_or(m_ids.padding));
        m_ids.startsWithLast = m_modelType == "mbart";
        if (!json.contains("decoder_start_token_id")) config["decoder_start_token_id"] = m_ids.decoderStart;
    }
    // A decoder finds a text's last token by it.
    if (!known) config["pad_token_id"] = m_ids.padding;
    m_config = config.dump();
}

void TrainedModel::writeLabels(const Examples& examples)
{
    auto changed = core::parseOrderedJson(m_config, m_origin);
    changed["architectures"] = {std::string(m_architecture->className(m_head))};
    const bool isText = m_head == Head::SequenceClassification;
    if (isText || m_head == Head::TokenClassification) {
        for (const char* key : labelKeys)
            changed.erase(key);
        auto id2label = core::OrderedJson::object(), label2id = core::OrderedJson::object();
        for (std::size_t i = 0; i < examples.labelNames.size(); ++i) {
            id2label[std::to_string(i)] = examples.labelNames[i];
            label2id[examples.labelNames[i]] = i;
        }
        changed["id2label"] = std::move(id2label);
        changed["label2id"] = std::move(label2id);
        if (isText) changed["problem_type"] = problemType(examples.form);
    }
    changed.erase("torch_dtype");
    changed["dtype"] = "float32";
    m_config = changed.dump(2) + '\n';
}

void TrainedModel::forEachParameter(const models::Network::ParameterAction& action)
{
    if (m_classifier)
        m_classifier->forEachParameter(action);
    else
        m_network->forEachParameter(action);
}

std::vector<std::string> TrainedModel::load(const Examples& examples, std::uint64_t seed)
{
    writeLabels(examples);
    const core::Json json = core::parseJson(m_config, m_origin);
    std::optional<models::Checkpoint> checkpoint;
    if (!m_fromScratch) checkpoint.emplace(m_folder, m_architecture->prefix);
    const auto stores = [&](const std::string& name) { return checkpoint && checkpoint->contains(name); };
    const auto labels = std::int64_t(examples.labelNames.size());
    if (m_modelType == "bert" && m_head == Head::SequenceClassification)
        m_classifier = models::makeTrainableClassifier(m_modelType, json, m_origin, labels);
    else
        m_network = models::makeNetwork(m_modelType, {json, m_origin, m_head, labels, stores});

    std::map<std::string, models::Tie> ties;
    if (m_network)
        for (auto& tie : m_network->ties())
            ties.emplace(tie.name, tie);
    const auto storedName = [&](const std::string& name) {
        if (m_network && !stores(name))
            for (auto& former : m_network->formerNames(name))
                if (stores(former)) return former;
        return name;
    };
    const auto isTied = [&](const std::string& name) {
        const auto tie = ties.find(name);
        if (tie == ties.end()) return false;
        const auto own = storedName(name), source = storedName(tie->second.source);
        return !(tie->second.unlessStored && stores(own) && stores(source) &&
                 !checkpoint->storesSame(own, source));
    };
    auto generator = at::detail::createCPUGenerator(seed);
    std::vector<std::string> fresh;
    std::map<std::string, at::Tensor> values;
    forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        if (isTied(name)) return;
        const auto stored = storedName(name);
        const bool isHead = isHeadWeight(name, m_architecture->prefix);
        const bool fits =
            stores(stored) && (!isHead || at::IntArrayRef(checkpoint->shapeOf(stored)) == parameter.sizes());
        if (checkpoint && (fits || !isHead)) {
            // A copy of its own: the stored one is the mapped file.
            parameter = checkpoint->take(stored, parameter.sizes(), at::kFloat).clone();
        } else {
            fresh.push_back(name);
            parameter = initialWeight(name, parameter.sizes(), json, generator);
        }
        const bool isFrozen = isConstant(name, json) || std::ranges::any_of(m_frozen, [&](const auto& part) {
                                  return name.find(part) != std::string::npos;
                              });
        parameter.requires_grad_(!isFrozen);
        values[name] = parameter;
        m_parameters.push_back({name, parameter});
        if (!isFrozen) m_trained.push_back({name, parameter});
    });
    forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        if (!values.contains(name)) parameter = values.at(ties.at(name).source);
    });
    if (m_network) m_network->loaded();
    if (m_trained.empty()) throw Exception(ErrorCode::InvalidArgument, "freeze leaves no parameter to train");
    return fresh;
}

void TrainedModel::requireFits(const Examples& examples) const
{
    const auto tokens = std::uint32_t(std::min<std::int64_t>(m_vocabSize, 0xffffffff));
    for (const auto& file : examples.files) {
        const auto check = [&](const TokenTable& table, std::int64_t i, bool hasTypes) {
            const auto row = table.row(i);
            const auto fail = [&](const std::string& what) {
                throw Exception(ErrorCode::InvalidArgument, file.dataset.name() + ": row " +
                                                                std::to_string(i) + " has the " + what +
                                                                ": the tokenizer is not this model's");
            };
            for (const auto id : row.ids)
                if (id >= tokens)
                    fail("token id " + std::to_string(id) + ", the model has " + std::to_string(tokens));
            if (!hasTypes) return;
            for (const auto type : row.types)
                if (type >= m_typeVocabSize)
                    fail("token type " + std::to_string(type) + ", the model has " +
                         std::to_string(m_typeVocabSize));
        };
        for (std::int64_t i = 0; i < file.tokens.size(); ++i)
            check(file.tokens, i, m_typeVocabSize > 0);
        if (examples.form == LabelForm::Texts)
            for (std::int64_t i = 0; i < file.targets.size(); ++i)
                check(file.targets, i, false);
    }
}

std::int64_t TrainedModel::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : m_parameters)
        count += parameter.value.numel();
    return count;
}

std::int64_t TrainedModel::layerParameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : m_parameters)
        if (!isEmbedding(parameter.name)) count += parameter.value.numel();
    return count;
}

void TrainedModel::save(const fs::path& folder) const
{
    fs::create_directories(folder);
    core::writeFileAtomically(folder / configFile, m_config);
    if (const auto generation = m_folder / generationFile; !m_folder.empty() && fs::exists(generation))
        core::writeFileAtomically(folder / generationFile, core::readFile(generation));
    saveTensors(folder / weightsFile, m_parameters, {{"format", "pt"}});
    copyTokenizerFiles(m_tokenizer, folder);
}

void TrainedModel::restore(const fs::path& folder)
{
    models::Checkpoint checkpoint(folder, m_architecture->prefix);
    const c10::NoGradGuard noGradients;
    for (auto& parameter : m_parameters)
        parameter.value.copy_(checkpoint.take(parameter.name, parameter.value.sizes(), at::kFloat));
}

void saveTensors(const fs::path& path, const std::vector<Parameter>& tensors,
                 const std::map<std::string, std::string>& metadata)
{
    std::vector<tensors::TensorView> views;
    for (const auto& tensor : tensors)
        views.push_back(viewOf(tensor));
    tensors::writeSafetensors(path, views, metadata);
}

} // namespace vitrine::training
