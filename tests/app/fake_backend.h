// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session.h"
#include "tests/app/fake_pipeline.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <latch>

namespace vitrine::tests {

/// A backend without libtorch: every folder is a model of all tasks, but for one named "broken"; "slow" waits
/// for a stop, "encoder" only turns texts into vectors, "other" answers otherwise, "translator" is an
/// encoder-decoder to look into.
class FakeBackend final : public models::ModelBackend
{
public:
    class FakeModel final : public models::Model
    {
    public:
        FakeModel(std::thread::id* destroyedOn, const std::filesystem::path& folder)
            : m_destroyedOn(destroyedOn), m_isOther(folder.filename() == "other")
        {
            m_info.tasks = {"feature-extraction", "sentence-similarity"};
            if (folder.filename() != "encoder")
                for (const auto& [task, answer] : fakeAnswers())
                    m_info.tasks.push_back(task);
            m_info.name = "fake";
            m_info.path = folder;
            m_info.parameters = 22'700'000;
            m_info.layers = m_info.heads = 2;
            m_info.maxPositions = 64;
            if (folder.filename() != "translator") return;
            m_info.family = core::Family::EncoderDecoder;
            m_info.decoderLayers = 3;
        }
        ~FakeModel() override { *m_destroyedOn = std::this_thread::get_id(); }
        const models::ModelInfo& info() const override { return m_info; }
        /// Every token looks at all alike.
        std::vector<core::NamedFloatArray> forward(const models::ForwardInputs& inputs,
                                                   const models::ProbeRequest& request,
                                                   core::RunControl&) override
        {
            std::vector<core::NamedFloatArray> arrays;
            const auto add = [&](const std::string& name, std::int64_t layers, std::int64_t queries,
                                 std::int64_t keys) {
                const core::Shape shape{1, m_info.heads, queries, keys};
                for (std::int64_t layer = 0; request.attentions && layer < layers; ++layer)
                    arrays.push_back({name + std::to_string(layer),
                                      {shape, std::vector<float>(std::size_t(core::elementCount(shape)),
                                                                 1.0F / float(keys))}});
            };
            const auto length = inputs.inputIds.shape.at(1);
            if (m_info.family != core::Family::EncoderDecoder) {
                add("attentions.", m_info.layers, length, length);
                return arrays;
            }
            const auto target = inputs.decoderInputIds->shape.at(1);
            add("encoder_attentions.", m_info.layers, length, length);
            add("decoder_attentions.", m_info.decoderLayers, target, target);
            add("cross_attentions.", m_info.decoderLayers, target, length);
            return arrays;
        }
        std::vector<std::int64_t> shiftRight(const std::vector<std::int64_t>& ids) const override
        {
            std::vector<std::int64_t> shifted(ids);
            shifted.insert(shifted.begin(), 0);
            shifted.pop_back();
            return shifted;
        }
        models::DecodeTiming timeDecoding(std::int64_t, std::int64_t, std::int64_t,
                                          core::RunControl&) override
        {
            throw core::Exception(core::ErrorCode::Unsupported, "the fake model does not generate");
        }
        std::unique_ptr<pipelines::Pipeline> pipeline(std::string_view task,
                                                      std::shared_ptr<const tokenizers::Tokenizer>) override
        {
            if (!fakeAnswers().contains(task))
                throw core::Exception(core::ErrorCode::Unsupported, "the fake model has no such pipeline");
            return std::make_unique<FakePipeline>(task, m_isOther);
        }

    private:
        models::ModelInfo m_info;
        std::thread::id* m_destroyedOn;
        bool m_isOther;
    };

    std::unique_ptr<models::Model> load(const std::filesystem::path& folder, const models::LoadOptions&,
                                        core::RunControl& control) override
    {
        loadedOn = std::this_thread::get_id();
        ++loads;
        if (folder.filename() == "broken")
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  "model.safetensors: byte 8: expected a header");
        if (folder.filename() == "slow") {
            control.progress({0.5, "half", 3});
            for (;;) {
                control.checkpoint();
                std::this_thread::yield();
            }
        }
        return std::make_unique<FakeModel>(&destroyedOn, folder);
    }
    training::TrainEnd train(const training::TrainJob&, const training::TrainOptions&,
                             core::RunControl&) override
    {
        throw core::Exception(core::ErrorCode::Unsupported, "the fake backend does not train");
    }
    core::OrderedJson dryRun(const training::TrainJob&, core::RunControl&) override
    {
        throw core::Exception(core::ErrorCode::Unsupported, "the fake backend does not train");
    }
    void setThreads(int count) override { threads = count; }
    std::string version() const override { return "fake"; }

    std::thread::id loadedOn, destroyedOn;
    std::atomic<int> threads{0}, loads{0};
};

inline app::Services fakeServices(FakeBackend& backend)
{
    return {[&backend]() -> models::ModelBackend& { return backend; }};
}

} // namespace vitrine::tests
