// SPDX-License-Identifier: Apache-2.0
#include "backend/core/architectures.h"
#include "backend/core/json_access.h"
#include "backend/inspection/capture_probe.h"
#include "backend/models/border.h"
#include "backend/models/classification.h"
#include "backend/models/decode_timing.h"
#include "backend/models/free_cores.h"
#include "backend/models/head_outputs.h"
#include "backend/models/model_backend.h"
#include "backend/models/registry.h"
#include "backend/models/seq2seq.h"
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
        return checkpoint.storedType();
    case DTypeChoice::Auto:
        return fastestType();
    default:
        return DType::Float32;
    }
}

/// The head that the model gets. Throws Unsupported for one that its architecture does not have.
Head chosenHead(const core::ModelVerdict& verdict, const core::Architecture& architecture, Head wanted,
                const std::filesystem::path& folder)
{
    const auto place = (folder / "config.json").string();
    const auto known = [&] {
        std::string text(architecture.baseClass);
        for (const auto& head : architecture.heads)
            text += ", " + std::string(head.name);
        return text;
    };
    if (wanted == Head::Auto) {
        if (verdict.architecture.empty()) return Head::Base;
        const auto head = architecture.headOf(verdict.architecture);
        if (head != Head::Auto) return head;
        throw Exception(ErrorCode::Unsupported, place + ": architectures names " + verdict.architecture +
                                                    ", which is not supported (supported: " + known() +
                                                    "; head \"base\" drops the head)");
    }
    if (!architecture.className(wanted).empty()) return wanted;
    throw Exception(ErrorCode::Unsupported, place + ": model_type " + verdict.modelType + " has no head \"" +
                                                std::string(core::headName(wanted)) +
                                                "\" (supported: " + known() + ")");
}

bool hasLabels(Head head)
{
    return head == Head::SequenceClassification || head == Head::TokenClassification;
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
        const auto head = chosenHead(verdict, architecture, options.head, folder);
        const auto configPath = folder / "config.json";
        const auto config = core::readJsonFile(configPath);
        if (hasLabels(head)) {
            const core::JsonObject object(config, configPath.string());
            m_info.labels = labelNames(object);
            m_info.problemType = object.get<std::string>("problem_type", "");
        }
        Checkpoint checkpoint(folder, architecture.prefix);
        m_info.dtype = chosenType(options.dtype, checkpoint);
        m_network = makeNetwork(verdict.modelType,
                                {config, configPath.string(), head, std::int64_t(m_info.labels.size()),
                                 [&](const std::string& name) { return checkpoint.contains(name); }});
        loadParameters(*m_network, checkpoint, scalarType(m_info.dtype));
        if (const auto unused = checkpoint.unused(); !unused.empty())
            m_info.warnings.push_back(unusedWarning(unused));
        describe(folder, verdict);
        m_info.architecture = architecture.className(head);
        m_info.tasks = core::tasksOf(head);
        for (const auto& task : m_info.tasks)
            if (const auto settings = pipelines::generationSettings(task, folder); !settings.empty())
                m_info.generation[task] = settings;
        m_info.loadSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    const ModelInfo& info() const override { return m_info; }

    std::vector<core::NamedFloatArray> forward(const ForwardInputs& inputs, const ProbeRequest& request,
                                               core::RunControl& control) override
    {
        return atBorder([&] {
            const c10::InferenceMode noGradients;
            auto tensors = toTensors(inputs, m_network->description());
            fillDecoderInputs(tensors, inputs, *m_network);
            inspection::CaptureProbe probe(request);
            layers::Pass pass{control, request.any() ? &probe : nullptr};
            const ThreadCount threads(request.any() ? std::min(at::get_num_threads(), freeCores())
                                                    : at::get_num_threads());
            const auto outputs = m_network->forward(tensors, pass);
            std::vector<core::NamedFloatArray> arrays;
            const auto add = [&](const std::string& name, const at::Tensor& tensor) {
                if (tensor.defined()) arrays.push_back({name, toArray(tensor)});
            };
            add("last_hidden_state", outputs.lastHiddenState);
            add("pooler_output", outputs.poolerOutput);
            add("encoder_last_hidden_state", outputs.encoderLastHiddenState);
            const auto choices = inputs.inputIds.shape.size() == 3 ? inputs.inputIds.shape[1] : 1;
            const auto logits = headOutputs(*m_network, outputs, tensors, choices);
            for (const auto& [name, tensor] : logits)
                add(name, tensor);
            add("loss", headLoss(*m_network, logits, inputs, m_info.problemType));
            for (const auto& [name, tensor] : probe.hiddenStates)
                add(name, tensor);
            std::ranges::move(probe.attentions, std::back_inserter(arrays));
            return arrays;
        });
    }

    std::vector<std::int64_t> shiftRight(const std::vector<std::int64_t>& tokens) const override
    {
        return atBorder([&]() -> std::vector<std::int64_t> {
            const c10::InferenceMode noGradients;
            const auto shifted = m_network->shiftRight(at::tensor(tokens, at::kLong).unsqueeze(0));
            if (!shifted.defined()) return {};
            const auto* ids = shifted.const_data_ptr<std::int64_t>();
            return {ids, ids + shifted.numel()};
        });
    }

    DecodeTiming timeDecoding(std::int64_t length, std::int64_t tokens, std::int64_t beams,
                              core::RunControl& control) override
    {
        return atBorder([&] {
            const c10::InferenceMode noGradients;
            return models::timeDecoding(*m_network, length, tokens, beams, control);
        });
    }

    std::unique_ptr<pipelines::Pipeline>
    pipeline(std::string_view task, std::shared_ptr<const tokenizers::Tokenizer> tokenizer) override
    {
        return atBorder([&] {
            return pipelines::makePipeline(task, {*m_network, m_info, std::move(tokenizer)});
        });
    }

private:
    void describe(const std::filesystem::path& folder, const core::ModelVerdict& verdict)
    {
        const auto& sizes = m_network->description();
        m_info.name = folderName(folder);
        m_info.path = folder;
        m_info.modelType = verdict.modelType;
        m_info.family = sizes.family;
        m_info.head = sizes.head;
        m_info.layers = sizes.layers;
        m_info.decoderLayers = sizes.decoderLayers;
        m_info.hiddenSize = sizes.hiddenSize;
        m_info.heads = sizes.heads;
        m_info.vocabularySize = sizes.vocabSize;
        m_info.maxPositions = sizes.maxPositions;
        m_info.parameters = sizes.parameters;
        m_info.bytes = sizes.bytes;
    }

    ModelInfo m_info;
    std::unique_ptr<Network> m_network;
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
