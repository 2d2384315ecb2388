// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tensors/pickle.h"
#include "backend/tensors/tensor_view.h"

#include <cstddef>
#include <list>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace vitrine::tensors {

/// What a pickle of torch.save may name: the classes and functions that a state dict of tensors needs.
bool isStateDictGlobal(std::string_view module, std::string_view name);

/// A storage that a pickle refers to: the memory that one or several tensors look at.
struct StorageRequest
{
    ElementType type = ElementType::U8; ///< U8 for an untyped one
    std::uint64_t elements = 0;         ///< of that type
    std::uint64_t bytes() const { return elements * (bitsOf(type) / 8); }
};

/// Every storage that the pickle refers to, by its key. Throws InvalidFormat for a reference of another
/// form, or two that contradict each other.
std::map<std::string, StorageRequest> findStorages(const Pickle& pickle, const std::string& place);

/// The bytes of each storage, as long as it was asked for.
using StorageBytes = std::map<std::string, std::span<const std::byte>>;

/// The tensors of the dictionary at the pickle's root, in its order; one under "state_dict", "model" or
/// "module" is opened. What is no tensor is left out. A tensor that does not lie row by row is copied to
/// `copies`, of at most `copyLimit` bytes together. Throws InvalidFormat that names the tensor, for one that
/// reaches beyond its storage, and for a root that has no tensors.
std::vector<TensorView> readStateDict(const Pickle& pickle, const StorageBytes& storages,
                                      const std::string& place, std::uint64_t copyLimit,
                                      std::list<std::vector<std::byte>>& copies);

} // namespace vitrine::tensors
