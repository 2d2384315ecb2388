// SPDX-License-Identifier: Apache-2.0
#include "backend/core/architectures.h"
#include "backend/core/json_access.h"
#include "backend/inspection/capture_probe.h"
#include "backend/models/border.h"
#include "backend/models/classification.h"
#include "backend/models/free_cores.h"
#include "backend/models/model_backend.h"
#include "backend/models/registry.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/registry.h"
#include "backend/training/trainer.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <thread>
#include <torch/headeronly/version.h>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

/// bfloat16 doubles the speed where the processor multiplies it, and is emulated slowly elsewhere.
DType fastestType()
{
    return __builtin_cpu_supports("avx512bf16") ? DType::BFloat16 : DType::Float32;
}

DType chosenType(DTypeChoice choice, const Checkpoint& checkpoint)
{
    switch (choice) {
    case DTypeChoice::BFloat16:
        return DType::BFloat16;
    case DTypeChoice::Float16:
        return DType::Float16;
    case DTypeChoice::Checkpoint:
        return checkpoint.storedType("embeddings.word_embeddings.weight");
    case DTypeChoice::Auto:
        return fastestType();
    default:
        return DType::Float32;
    }
}

/// Whether the model gets its classification head. Throws Unsupported for heads that are not built yet.
bool wantsHead(const core::ModelVerdict& verdict, const core::Architecture& architecture, Head head,
               const std::filesystem::path& folder)
{
    if (head == Head::SequenceClassification) return true;
    if (head == Head::Base || verdict.architecture.empty() || verdict.architecture == architecture.baseClass)
        return false;
    if (verdict.architecture == classifierClass(architecture)) return true;
    throw Exception(
        ErrorCode::Unsupported,
        (folder / "config.json").string() + ": architectures names " + verdict.architecture +
            ", whose head is not supported yet (supported: " + std::string(architecture.baseClass) + ", " +
            classifierClass(architecture) + "; head \"base\" drops the head)");
}

std::string unusedWarning(const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 5;
    std::string text = std::to_string(names.size()) + " stored tensors are not used:";
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i)
        text += (i ? ", " : " ") + names[i];
    return names.size() > shown ? text + ", …" : text;
}

std::string folderName(const std::filesystem::path& folder)
{
    const auto absolute = std::filesystem::absolute(folder).lexically_normal();
    return (absolute.has_filename() ? absolute : absolute.parent_path()).filename().string();
}

class LoadedModel final : public Model
{
public:
    LoadedModel(const std::filesystem::path& folder, const LoadOptions& options)
    {
        const auto start = std::chrono::steady_clock::now();
        const auto verdict = core::requireModelFolder(folder);
        const auto& architecture = *core::findArchitecture(verdict.modelType);
        const bool withHead = wantsHead(verdict, architecture, options.head, folder);
        const auto configPath = folder / "config.json";
        const auto config = core::readJsonFile(configPath);
        Checkpoint checkpoint(folder, architecture.prefix);
        m_info.dtype = chosenType(options.dtype, checkpoint);
        if (withHead) {
            const core::JsonObject object(config, configPath.string());
            m_info.labels = labelNames(object);
            m_info.problemType = object.get<std::string>("problem_type", "");
        }
        m_encoder =
            encoderLoader(verdict.modelType)(config, configPath.string(), checkpoint,
                                             scalarType(m_info.dtype), std::int64_t(m_info.labels.size()));
        if (const auto unused = checkpoint.unused(); !unused.empty())
            m_info.warnings.push_back(unusedWarning(unused));
        describe(folder, verdict, architecture);
        if (withHead) m_info.architecture = classifierClass(architecture);
        m_info.loadSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    const ModelInfo& info() const override { return m_info; }

    std::vector<core::NamedFloatArray> forward(const ForwardInputs& inputs, const ProbeRequest& request,
                                               core::RunControl& control) override
    {
        return atBorder([&] {
            const c10::InferenceMode noGradients;
            const auto tensors = toTensors(inputs, m_encoder->description());
            inspection::CaptureProbe probe(request);
            const auto exact = [&] {
                const ThreadCount threads(std::min(at::get_num_threads(), freeCores()));
                return m_encoder->forward(tensors, probe, control);
            };
            const auto outputs = request.any() ? exact() : forwardFast(*m_encoder, tensors, control);
            std::vector<core::NamedFloatArray> arrays;
            const auto add = [&](std::string name, const at::Tensor& tensor) {
                arrays.push_back({std::move(name), toArray(tensor)});
            };
            add("last_hidden_state", outputs.lastHiddenState);
            if (outputs.poolerOutput.defined()) add("pooler_output", outputs.poolerOutput);
            const auto logits = m_encoder->classify(outputs.lastHiddenState.select(1, 0));
            if (logits.defined()) add("logits", logits);
            if (logits.defined() && inputs.labels)
                add("loss", classificationLoss(logits.to(at::kFloat), *inputs.labels, m_info.problemType));
            for (std::size_t i = 0; i < probe.hiddenStates.size(); ++i)
                add("hidden_states." + std::to_string(i), probe.hiddenStates[i]);
            std::ranges::move(probe.attentions, std::back_inserter(arrays));
            return arrays;
        });
    }

    std::unique_ptr<pipelines::Pipeline>
    pipeline(std::string_view task, std::shared_ptr<const tokenizers::Tokenizer> tokenizer) override
    {
        return atBorder([&] {
            return pipelines::makePipeline(task, {*m_encoder, m_info, std::move(tokenizer)});
        });
    }

private:
    void describe(const std::filesystem::path& folder, const core::ModelVerdict& verdict,
                  const core::Architecture& architecture)
    {
        const auto& sizes = m_encoder->description();
        m_info.name = folderName(folder);
        m_info.path = folder;
        m_info.modelType = verdict.modelType;
        m_info.architecture = architecture.baseClass;
        m_info.layers = sizes.layers;
        m_info.hiddenSize = sizes.hiddenSize;
        m_info.heads = sizes.heads;
        m_info.vocabularySize = sizes.vocabSize;
        m_info.maxPositions = sizes.maxPositions;
        m_info.parameters = sizes.parameters;
        m_info.bytes = sizes.bytes;
    }

    ModelInfo m_info;
    std::unique_ptr<Encoder> m_encoder;
};

class TorchBackend final : public ModelBackend
{
public:
    std::unique_ptr<Model> load(const std::filesystem::path& folder, const LoadOptions& options,
                                core::RunControl& control) override
    {
        return atBorder([&]() -> std::unique_ptr<Model> {
            const c10::InferenceMode noGradients;
            control.checkpoint();
            return std::make_unique<LoadedModel>(folder, options);
        });
    }

    training::TrainEnd train(const training::TrainJob& job, const training::TrainOptions& options,
                             core::RunControl& control) override
    {
        return atBorder([&] { return training::runTraining(job, options, control); });
    }

    core::OrderedJson dryRun(const training::TrainJob& job, core::RunControl& control) override
    {
        return atBorder([&] { return training::Trainer(job, control).dryRun(); });
    }

    void setThreads(int count) override
    {
        atBorder([&] {
            at::set_num_threads(count > 0 ? count : std::max(1, int(std::thread::hardware_concurrency())));
        });
    }

    std::string version() const override { return TORCH_VERSION; }
};

} // namespace
} // namespace vitrine::models

extern "C" __attribute__((visibility("default"))) vitrine::models::ModelBackend& vitrineModelBackend()
{
    static vitrine::models::TorchBackend backend;
    return backend;
}
