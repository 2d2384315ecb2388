// SPDX-License-Identifier: Apache-2.0
#include "backend/models/torch_library.h"

#include <dlfcn.h>

namespace vitrine::models {
namespace {

ModelBackend& open()
{
    // Beside libvitrine_core, wherever that was installed; else where the loader looks.
    std::string name = "libvitrine_torch.so";
    Dl_info here;
    if (::dladdr(reinterpret_cast<void*>(&torchBackend), &here) && here.dli_fname) {
        const auto beside = std::filesystem::path(here.dli_fname).parent_path() / name;
        if (std::filesystem::exists(beside)) name = beside.string();
    }
    void* library = ::dlopen(name.c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    if (!library)
        throw core::Exception(core::ErrorCode::NotFound,
                              "the compute library cannot be loaded: " + std::string(::dlerror()));
    using Factory = ModelBackend& (*)();
    const auto factory = reinterpret_cast<Factory>(::dlsym(library, "vitrineModelBackend"));
    if (!factory)
        throw core::Exception(core::ErrorCode::NotFound,
                              name + ": no factory function vitrineModelBackend in it");
    return factory();
}

} // namespace

ModelBackend& torchBackend()
{
    static ModelBackend& backend = open();
    return backend;
}

} // namespace vitrine::models
