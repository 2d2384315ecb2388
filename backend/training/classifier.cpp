// SPDX-License-Identifier: Apache-2.0
#include "backend/training/classifier.h"

#include "backend/core/architectures.h"
#include "backend/core/json_access.h"
#include "backend/hub/locate.h"
#include "backend/tensors/safetensors.h"
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

/// Keys of a config that only say how a checkpoint was stored.
constexpr auto labelKeys = {"num_labels", "id2label", "label2id"};

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

std::string readConfig(const fs::path& path, const std::string& changes)
{
    auto config = core::parseOrderedJson(core::readFile(path), path.string());
    if (!config.is_object())
        throw Exception(ErrorCode::InvalidFormat, path.string() + ": expected an object");
    if (changes.empty()) return config.dump();
    const auto more = core::parseOrderedJson(changes, "config");
    const bool relabels = std::ranges::any_of(labelKeys, [&](auto key) { return more.contains(key); });
    if (relabels)
        for (const char* key : labelKeys)
            config.erase(key);
    config.update(more);
    return config.dump();
}

tensors::TensorView viewOf(const Parameter& parameter)
{
    const auto& tensor = parameter.value;
    return {parameter.name,
            tensors::ElementType::F32,
            {tensor.sizes().begin(), tensor.sizes().end()},
            {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()}};
}

/// The name inside a Checkpoint, which takes the base model's prefix off.
std::string withoutPrefix(const std::string& name, const std::string& prefix)
{
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

} // namespace

Classifier::Classifier(const TrainJob& job)
    : m_folder(hub::locate(job.model)),
      m_tokenizer(hub::locate(job.tokenizer)),
      m_origin((m_folder / "config.json").string()),
      m_fromScratch(job.fromScratch)
{
    if (!m_fromScratch) core::requireModelFolder(m_folder);
    m_config = readConfig(m_folder / "config.json", job.config);
    const core::Json json = core::parseJson(m_config, m_origin);
    const core::JsonObject config(json, m_origin);
    m_modelType = config.get<std::string>("model_type");
    const auto* architecture = core::findArchitecture(m_modelType);
    if (!architecture)
        throw Exception(ErrorCode::Unsupported,
                        m_origin + ": model_type \"" + m_modelType +
                            "\" is not supported (supported: " + core::supportedModelTypes() + ")");
    m_baseClass = architecture->baseClass;
    m_prefix = architecture->prefix;

    auto names = namesOf(config);
    // Generic names are what Transformers writes when nobody gave any.
    if (!std::ranges::any_of(names, [](const auto& each) { return isGeneric(each.first); }))
        m_scheme.label2id = names;
    if (!m_scheme.label2id.empty()) m_scheme.numLabels = std::int64_t(names.size());
    if (const auto changes =
            job.config.empty() ? core::Json::object() : core::parseJson(job.config, "config");
        changes.contains("num_labels"))
        m_scheme.numLabels = core::JsonObject(changes, "config").get<std::int64_t>("num_labels");
    if (m_scheme.numLabels || m_fromScratch) return;
    // A checkpoint with a head has decided.
    models::Checkpoint checkpoint(m_folder, m_prefix);
    if (const auto shape = checkpoint.shapeOf("classifier.weight"); !shape.empty())
        m_scheme.numLabels = shape.front();
}

std::int64_t Classifier::maxPositions() const
{
    const core::Json json = core::parseJson(m_config, m_origin);
    return models::makeTrainableClassifier(m_modelType, json, m_origin, 2)->maxPositions();
}

std::vector<std::string> Classifier::load(const std::vector<std::string>& labelNames, std::uint64_t seed)
{
    const auto labels = std::int64_t(labelNames.size());
    auto changed = core::parseOrderedJson(m_config, m_origin);
    for (const char* key : labelKeys)
        changed.erase(key);
    changed["architectures"] = {m_baseClass.substr(0, m_baseClass.rfind("Model")) +
                                "ForSequenceClassification"};
    auto& id2label = changed["id2label"] = core::OrderedJson::object();
    auto& label2id = changed["label2id"] = core::OrderedJson::object();
    for (std::int64_t i = 0; i < labels; ++i) {
        id2label[std::to_string(i)] = labelNames[std::size_t(i)];
        label2id[labelNames[std::size_t(i)]] = i;
    }
    changed["problem_type"] = "single_label_classification";
    changed.erase("torch_dtype");
    changed["dtype"] = "float32";
    m_config = changed.dump(2) + '\n';

    const core::Json json = core::parseJson(m_config, m_origin);
    m_model = models::makeTrainableClassifier(m_modelType, json, m_origin, labels);
    std::optional<models::Checkpoint> checkpoint;
    if (!m_fromScratch) checkpoint.emplace(m_folder, m_prefix);
    auto generator = at::detail::createCPUGenerator(seed);
    std::vector<std::string> fresh;
    m_model->forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        const auto stored = withoutPrefix(name, m_prefix);
        const bool isHead = m_model->isHead(name);
        const bool fits = checkpoint && checkpoint->contains(stored) &&
                          (!name.starts_with("classifier.") ||
                           at::IntArrayRef(checkpoint->shapeOf(stored)) == parameter.sizes());
        if (checkpoint && (fits || !isHead)) {
            // A copy of its own: the stored one is the mapped file.
            parameter = checkpoint->take(stored, parameter.sizes(), at::kFloat).clone();
        } else {
            fresh.push_back(name);
            const bool isNorm = name.find("LayerNorm") != std::string::npos;
            if (name.ends_with("bias"))
                parameter = at::zeros(parameter.sizes(), at::kFloat);
            else if (isNorm)
                parameter = at::ones(parameter.sizes(), at::kFloat);
            else
                parameter = at::empty(parameter.sizes(), at::kFloat)
                                .normal_(0, m_model->initializerRange(), generator);
            if (name.ends_with("word_embeddings.weight") && m_model->paddingId() >= 0 &&
                m_model->paddingId() < parameter.size(0))
                parameter[m_model->paddingId()].zero_();
        }
        parameter.requires_grad_(true);
        m_parameters.push_back({name, parameter});
    });
    return fresh;
}

void Classifier::requireFits(const Examples& examples) const
{
    const auto tokens = std::uint32_t(std::min<std::int64_t>(m_model->vocabSize(), 0xffffffff));
    const auto types = m_model->typeVocabSize();
    for (const auto& file : examples.files)
        for (std::int64_t i = 0; i < file.tokens.size(); ++i) {
            const auto row = file.tokens.row(i);
            const auto fail = [&](const std::string& what) {
                throw Exception(ErrorCode::InvalidArgument, file.dataset.name() + ": row " +
                                                                std::to_string(i) + " has the " + what +
                                                                ": the tokenizer is not this model's");
            };
            for (const auto id : row.ids)
                if (id >= tokens)
                    fail("token id " + std::to_string(id) + ", the model has " + std::to_string(tokens));
            for (const auto type : row.types)
                if (type >= types)
                    fail("token type " + std::to_string(type) + ", the model has " + std::to_string(types));
        }
}

std::vector<Parameter> Classifier::parameters() const
{
    return m_parameters;
}

std::int64_t Classifier::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : m_parameters)
        count += parameter.value.numel();
    return count;
}

std::int64_t Classifier::layerParameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : m_parameters)
        if (parameter.name.find("embeddings") == std::string::npos) count += parameter.value.numel();
    return count;
}

void Classifier::save(const fs::path& folder) const
{
    fs::create_directories(folder);
    core::writeFileAtomically(folder / "config.json", m_config);
    std::vector<tensors::TensorView> views;
    for (const auto& parameter : m_parameters)
        views.push_back(viewOf(parameter));
    tensors::writeSafetensors(folder / "model.safetensors", views, {{"format", "pt"}});
    copyTokenizerFiles(m_tokenizer, folder);
}

void Classifier::restore(const fs::path& folder)
{
    models::Checkpoint checkpoint(folder, m_prefix);
    const c10::NoGradGuard noGradients;
    for (auto& parameter : m_parameters)
        parameter.value.copy_(
            checkpoint.take(withoutPrefix(parameter.name, m_prefix), parameter.value.sizes(), at::kFloat));
}

void saveTensors(const fs::path& path, const std::vector<Parameter>& tensors)
{
    std::vector<tensors::TensorView> views;
    for (const auto& tensor : tensors)
        views.push_back(viewOf(tensor));
    tensors::writeSafetensors(path, views);
}

} // namespace vitrine::training
