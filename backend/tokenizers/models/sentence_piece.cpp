// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/sentence_piece.h"

#include "backend/core/result.h"

#include <dlfcn.h>

#include <filesystem>

namespace vitrine::tokenizers {
namespace {

using Make = void (*)(std::string_view, std::string_view, SentencePieceStages&);

/// The sentencepiece library and libtorch both define FLAGS_minloglevel, of different types: in one scope the
/// larger one would be written over its neighbours in the other. So sentencepiece is opened by itself, when
/// the first of its models is read, and its own names come first for it.
Make open()
{
    std::string name = "libvitrine_sentencepiece.so"; // beside libvitrine_core, else where the loader looks
    Dl_info here;
    if (::dladdr(reinterpret_cast<void*>(&makeSentencePiece), &here) && here.dli_fname) {
        const auto beside = std::filesystem::path(here.dli_fname).parent_path() / name;
        if (std::filesystem::exists(beside)) name = beside.string();
    }
    int flags = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE;
#ifndef __SANITIZE_ADDRESS__ // which does not allow it
    flags |= RTLD_DEEPBIND;
#endif
    void* const library = ::dlopen(name.c_str(), flags);
    void* const make = library ? ::dlsym(library, "vitrineSentencePiece") : nullptr;
    if (!make)
        throw core::Exception(core::ErrorCode::NotFound,
                              "the sentencepiece library cannot be loaded: " + std::string(::dlerror()));
    return reinterpret_cast<Make>(make);
}

} // namespace

SentencePieceStages makeSentencePiece(std::string_view bytes, std::string_view origin)
{
    static const Make make = open();
    SentencePieceStages stages;
    make(bytes, origin, stages);
    return stages;
}

} // namespace vitrine::tokenizers
