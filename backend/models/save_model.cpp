// SPDX-License-Identifier: Apache-2.0
#include "backend/models/save_model.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/models/stored_ties.h"
#include "backend/tensors/convert_elements.h"
#include "backend/tensors/safetensors.h"
#include "backend/tensors/weights_file.h"
#include "backend/tokenizers/tokenizer_forms.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <set>
#include <unistd.h>

namespace vitrine::models {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;
using tensors::ElementType;

constexpr const char *weightsName = "model.safetensors", *indexName = "model.safetensors.index.json";

/// Files of a model folder beside weights and tokenizer; below a folder, what sentence-transformers keeps
/// there.
constexpr const char* companions[] = {
    "generation_config.json",    "preprocessor_config.json",          "processor_config.json", "modules.json",
    "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json"};

std::string_view configName(ElementType type)
{
    switch (type) {
    case ElementType::F16:
        return "float16";
    case ElementType::BF16:
        return "bfloat16";
    case ElementType::F64:
        return "float64";
    default:
        return "float32";
    }
}

std::string withType(const std::string& config, std::optional<ElementType> type)
{
    if (!type) return config;
    auto json = core::parseOrderedJson(config, "config.json");
    json.erase("torch_dtype"); // the older spelling
    json["dtype"] = configName(*type);
    return json.dump(2) + '\n';
}

/// The type that a tensor is written in.
ElementType typeOf(const tensors::TensorView& tensor, const SaveOptions& options)
{
    return options.type && tensors::isFloatingPoint(tensor.type) ? *options.type : tensor.type;
}

std::uint64_t bytesOf(const tensors::TensorView& tensor, const SaveOptions& options)
{
    const auto type = typeOf(tensor, options);
    if (type == tensor.type) return tensor.data.size();
    return tensor.data.size() / (tensors::bitsOf(tensor.type) / 8) * (tensors::bitsOf(type) / 8);
}

using Shard = std::vector<const tensors::TensorView*>;

/// In the order given, a new file where the next tensor would not fit, as Transformers divides them.
std::vector<Shard> divide(const Shard& tensors, const SaveOptions& options)
{
    std::vector<Shard> shards;
    Shard current;
    std::uint64_t bytes = 0;
    for (const auto* tensor : tensors) {
        const auto size = bytesOf(*tensor, options);
        if (size > options.maxShardBytes) {
            shards.push_back({tensor});
            continue;
        }
        if (bytes + size > options.maxShardBytes) {
            shards.push_back(std::exchange(current, {}));
            bytes = 0;
        }
        current.push_back(tensor);
        bytes += size;
    }
    if (!current.empty() || shards.empty()) shards.push_back(std::move(current));
    return shards;
}

std::string shardName(std::size_t index, std::size_t count)
{
    if (count == 1) return weightsName;
    char name[64];
    std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", index + 1, count);
    return name;
}

/// model.safetensors, its index or one of its shards.
bool isWeightsFile(const std::string& name)
{
    if (name == weightsName || name == indexName) return true;
    unsigned index = 0, count = 0;
    int end = 0;
    return std::sscanf(name.c_str(), "model-%5u-of-%5u.safetensors%n", &index, &count, &end) == 2 &&
           std::size_t(end) == name.size();
}

/// A folder beside the one that is to be; removed unless its content was moved there.
class AsideFolder
{
public:
    explicit AsideFolder(const fs::path& target)
        : m_target(target),
          m_path(target.parent_path() /
                 ("." + target.filename().string() + ".tmp-" + std::to_string(::getpid())))
    {
        fs::remove_all(m_path);
        fs::create_directories(m_path);
    }
    ~AsideFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    AsideFolder(const AsideFolder&) = delete;

    const fs::path& path() const { return m_path; }

    void moveToTarget(const std::vector<std::string>& files) const
    {
        core::flushFolder(m_path);
        if (!fs::exists(m_target)) {
            fs::rename(m_path, m_target);
        } else {
            // Weights first and the index after its shards: a folder that is cut short tells the old model.
            for (const auto& file : files) {
                fs::create_directories((m_target / file).parent_path());
                fs::rename(m_path / file, m_target / file);
            }
            for (const auto& entry : fs::directory_iterator(m_target))
                if (const auto name = entry.path().filename().string();
                    isWeightsFile(name) && std::ranges::find(files, name) == files.end())
                    fs::remove(entry.path());
            core::flushFolder(m_target);
        }
        core::flushFolder(m_target.parent_path());
    }

private:
    fs::path m_target, m_path;
};

/// Writes the files of one model into a folder and keeps the account.
class Writer
{
public:
    Writer(const fs::path& folder, const SaveOptions& options, core::RunControl& control)
        : m_folder(folder), m_options(options), m_control(control)
    {
    }

    void writeWeights(const Shard& tensors)
    {
        for (const auto* tensor : tensors) {
            m_report.bytes += bytesOf(*tensor, m_options);
            if (tensors::isFloatingPoint(tensor->type))
                m_report.parameters += core::elementCount(tensor->shape);
        }
        m_report.tensors = std::int64_t(tensors.size());
        const auto shards = divide(tensors, m_options);
        auto map = core::Json::object();
        for (std::size_t i = 0; i < shards.size(); ++i) {
            const auto name = shardName(i, shards.size());
            writeShard(name, shards[i]);
            for (const auto* tensor : shards[i])
                map[tensor->name] = name;
        }
        if (shards.size() == 1) return;
        const core::Json index{
            {"metadata", {{"total_parameters", m_report.parameters}, {"total_size", m_report.bytes}}},
            {"weight_map", std::move(map)}};
        write(indexName, index.dump(2) + '\n');
    }

    void write(const std::string& name, std::string_view content)
    {
        fs::create_directories((m_folder / name).parent_path());
        core::writeFileAtomically(m_folder / name, content);
        m_report.files.push_back(name);
    }

    SaveReport& report() { return m_report; }

private:
    void writeShard(const std::string& name, const Shard& shard)
    {
        std::vector<tensors::TensorSource> sources;
        for (const auto* tensor : shard)
            sources.push_back({tensor->name, typeOf(*tensor, m_options), tensor->shape,
                               bytesOf(*tensor, m_options), [this, tensor](const core::FileSink& sink) {
                                   tensors::writeConverted(*tensor, typeOf(*tensor, m_options),
                                                           counted(sink));
                               }});
        tensors::writeSafetensors(m_folder / name, sources, {{"format", "pt"}});
        m_report.files.push_back(name);
    }

    /// Cut into pieces, between which a stop is seen and the progress told.
    core::FileSink counted(const core::FileSink& sink)
    {
        return [this, &sink](std::string_view bytes) {
            constexpr std::size_t piece = 8 << 20;
            for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
                m_control.checkpoint();
                sink(bytes.substr(0, piece));
                m_written += std::min(piece, bytes.size());
                m_control.progress({double(m_written) / double(m_report.bytes), "writing weights"});
            }
        };
    }

    const fs::path& m_folder;
    const SaveOptions& m_options;
    core::RunControl& m_control;
    SaveReport m_report;
    std::uint64_t m_written = 0;
};

} // namespace

SaveReport saveModel(const fs::path& folder, const ModelToSave& model, const SaveOptions& options,
                     core::RunControl& control)
{
    const fs::path target = fs::absolute(folder).lexically_normal();
    const fs::path place = target.filename().empty() ? target.parent_path() : target;
    if (options.type && !tensors::isFloatingPoint(*options.type))
        throw Exception(ErrorCode::InvalidArgument,
                        "a model's weights cannot be saved as " + std::string(typeName(*options.type)));
    const core::Json config = core::parseJson(model.config, "config.json");
    const auto copies = tiedCopies(model.tensors, config);
    Shard kept;
    for (const auto& tensor : model.tensors)
        if (std::ranges::find(copies, tensor.name) == copies.end()) kept.push_back(&tensor);
    try {
        fs::create_directories(place.parent_path());
        const AsideFolder aside(place);
        Writer writer(aside.path(), options, control);
        writer.writeWeights(kept);
        writer.write("config.json", withType(model.config, options.type));
        for (const auto& [name, content] : model.files)
            writer.write(name, content);
        aside.moveToTarget(writer.report().files);
        writer.report().leftOut = copies;
        return std::move(writer.report());
    } catch (const fs::filesystem_error& error) {
        throw Exception(ErrorCode::Io, place.string() + ": cannot be written: " + error.code().message());
    }
}

SaveReport convertModel(const fs::path& source, const fs::path& folder, const SaveOptions& options,
                        core::RunControl& control)
{
    ModelToSave model;
    model.config = core::readFile(source / "config.json");
    const core::Json config = core::parseJson(model.config, (source / "config.json").string());
    if (options.type && config.contains("quantization_config"))
        throw Exception(ErrorCode::Unsupported,
                        (source / "config.json").string() +
                            ": the weights are quantized, their type cannot be changed");
    std::vector<std::shared_ptr<const tensors::WeightsFile>> files;
    std::vector<tensors::TensorView> views;
    std::set<std::string> names;
    for (const auto& path : tensors::findWeights(source).files) {
        control.checkpoint();
        files.push_back(tensors::openWeightsFile(path));
        for (const auto& view : files.back()->tensors()) {
            if (!names.insert(view.name).second)
                throw Exception(ErrorCode::InvalidFormat,
                                path.string() + ": tensor \"" + view.name + "\" is in another file, too");
            views.push_back(view);
        }
    }
    model.tensors = views;
    for (const auto* name : companions)
        if (fs::is_regular_file(source / name)) model.files.emplace_back(name, core::readFile(source / name));
    for (const auto& entry : fs::directory_iterator(source))
        if (const auto name = entry.path().filename().string();
            entry.is_regular_file() && tokenizers::isTokenizerFile(name))
            model.files.emplace_back(name, core::readFile(entry.path()));
    return saveModel(folder, model, options, control);
}

std::uint64_t parseByteCount(const std::string& text)
{
    constexpr std::pair<std::string_view, std::uint64_t> units[] = {{"", 1},
                                                                    {"B", 1},
                                                                    {"KB", 1'000},
                                                                    {"MB", 1'000'000},
                                                                    {"GB", 1'000'000'000},
                                                                    {"TB", 1'000'000'000'000},
                                                                    {"KIB", 1ULL << 10},
                                                                    {"MIB", 1ULL << 20},
                                                                    {"GIB", 1ULL << 30},
                                                                    {"TIB", 1ULL << 40}};
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string unit(end, text.data() + text.size());
    for (char& letter : unit)
        letter = letter >= 'a' && letter <= 'z' ? char(letter - 'a' + 'A') : letter;
    const auto found =
        std::ranges::find(units, std::string_view(unit), [](const auto& each) { return each.first; });
    if (problem != std::errc() || found == std::end(units) || !(number > 0) ||
        number * double(found->second) > 1e18)
        throw Exception(ErrorCode::InvalidArgument,
                        "\"" + text + "\" is no size (expected one such as 5GB, 300MB or 2GiB)");
    return std::max<std::uint64_t>(1, std::uint64_t(number * double(found->second)));
}

} // namespace vitrine::models
