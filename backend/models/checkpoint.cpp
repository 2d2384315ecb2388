// SPDX-License-Identifier: Apache-2.0
#include "backend/models/checkpoint.h"

#include "backend/core/result.h"
#include "backend/layers/mapped_memory.h"

#include <algorithm>
#include <array>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using tensors::ElementType;

bool isReadable(ElementType type)
{
    return type == ElementType::F32 || type == ElementType::F16 || type == ElementType::BF16 ||
           type == ElementType::F64;
}

at::ScalarType scalarType(ElementType type)
{
    switch (type) {
    case ElementType::F16:
        return at::kHalf;
    case ElementType::BF16:
        return at::kBFloat16;
    case ElementType::F64:
        return at::kDouble;
    default:
        return at::kFloat;
    }
}

/// Takes the base model's prefix off and spells the norms as today.
std::string currentName(std::string_view stored, std::string_view prefix)
{
    std::string name(stored.starts_with(prefix) ? stored.substr(prefix.size()) : stored);
    const auto rename = [&](std::string_view oldEnd, std::string_view newEnd) {
        if (name.ends_with(oldEnd)) name.replace(name.size() - oldEnd.size(), oldEnd.size(), newEnd);
    };
    rename("LayerNorm.gamma", "LayerNorm.weight");
    rename("LayerNorm.beta", "LayerNorm.bias");
    return name;
}

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

/// What old versions saved though it follows from the config: positions, causal masks, rotary frequencies.
bool isBuffer(const std::string& name)
{
    constexpr std::string_view endings[]{"position_ids",       "token_type_ids", "attn.bias",
                                         "attn.masked_bias",   "attention.bias", "attention.masked_bias",
                                         "rotary_emb.inv_freq"};
    return std::ranges::any_of(endings, [&](auto ending) { return name.ends_with(ending); });
}

} // namespace

at::ScalarType scalarType(DType type)
{
    switch (type) {
    case DType::BFloat16:
        return at::kBFloat16;
    case DType::Float16:
        return at::kHalf;
    default:
        return at::kFloat;
    }
}

Checkpoint::Checkpoint(const std::filesystem::path& folder, std::string_view prefix) : m_prefix(prefix)
{
    const auto weights = tensors::findWeights(folder);
    m_origin = weights.entry;
    for (const auto& path : weights.files)
        add(tensors::openWeightsFile(path), prefix);
}

void Checkpoint::add(const std::shared_ptr<const tensors::WeightsFile>& file, std::string_view prefix)
{
    for (const auto& view : file->tensors()) {
        const auto [place, added] = m_tensors.emplace(currentName(view.name, prefix), Stored{file, &view});
        if (!added)
            throw Exception(ErrorCode::InvalidFormat, file->path().string() + ": tensor \"" + view.name +
                                                          "\" is the same weight as \"" +
                                                          place->second.view->name + "\"");
    }
}

const Checkpoint::Stored* Checkpoint::find(const std::string& name) const
{
    const auto found = m_tensors.find(currentName(name, m_prefix));
    return found == m_tensors.end() ? nullptr : &found->second;
}

core::Shape Checkpoint::shapeOf(const std::string& name) const
{
    const auto* found = find(name);
    return found ? found->view->shape : core::Shape();
}

void Checkpoint::skip(const std::string& name)
{
    m_taken.insert(currentName(name, m_prefix));
}

bool Checkpoint::storesSame(const std::string& one, const std::string& other) const
{
    const auto *first = find(one), *second = find(other);
    return first && second && first->view->type == second->view->type &&
           first->view->shape == second->view->shape &&
           std::ranges::equal(first->view->data, second->view->data);
}

DType Checkpoint::storedType() const
{
    std::map<ElementType, std::size_t> bytes;
    for (const auto& [name, stored] : m_tensors)
        bytes[stored.view->type] += stored.view->data.size();
    const auto most = std::ranges::max_element(bytes, {}, [](const auto& each) { return each.second; });
    if (most == bytes.end()) return DType::Float32;
    return most->first == ElementType::F16    ? DType::Float16
           : most->first == ElementType::BF16 ? DType::BFloat16
                                              : DType::Float32;
}

at::Tensor Checkpoint::take(const std::string& name, at::IntArrayRef shape, at::ScalarType type)
{
    const auto* found = find(name);
    if (!found)
        throw Exception(ErrorCode::MissingWeight, m_origin.string() + ": tensor \"" + name + "\" is missing");
    m_taken.insert(currentName(name, m_prefix));
    const auto& [file, view] = *found;
    const std::string place = file->path().string() + ": tensor \"" + view->name + "\"";
    if (at::IntArrayRef(view->shape) != shape)
        throw Exception(ErrorCode::InvalidFormat, place + ": its shape is " + shapeText(view->shape) +
                                                      ", config.json asks for " + shapeText(shape));
    if (!isReadable(view->type))
        throw Exception(ErrorCode::Unsupported, place + ": its type is " + std::string(typeName(view->type)) +
                                                    ", expected F32, F16, BF16 or F64");
    const auto stored = scalarType(view->type);
    // The deleter holds the map. Nothing writes to parameters, so mapped read-only is enough.
    auto tensor = at::from_blob(
        const_cast<std::byte*>(view->data.data()), shape, [holder = file](void*) {},
        at::TensorOptions().dtype(stored));
    const bool aligned = reinterpret_cast<std::uintptr_t>(view->data.data()) % tensor.element_size() == 0;
    if (!aligned) { // old writers did not pad the header
        auto copy = at::empty(shape, at::TensorOptions().dtype(stored));
        std::memcpy(copy.data_ptr(), view->data.data(), view->data.size());
        tensor = std::move(copy);
    }
    auto result = tensor.to(type);
    if (!result.is_same(tensor)) layers::releaseMapped(tensor);
    return result;
}

std::vector<std::string> Checkpoint::unused() const
{
    // Buffers, sinusoids, and what old T5 files have in vain.
    constexpr std::array ignored{"position_ids",           "token_type_ids",
                                 "embed_positions.weight", "embed_positions.weights",
                                 "coder.version",          "EncDecAttention.relative_attention_bias.weight"};
    std::vector<std::string> names;
    for (const auto& [name, stored] : m_tensors)
        if (!m_taken.contains(name) && !isBuffer(name) &&
            std::ranges::none_of(ignored, [&](const char* end) { return name.ends_with(end); }))
            names.push_back(stored.view->name);
    return names;
}

} // namespace vitrine::models
