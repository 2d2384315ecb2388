// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/json_access.h"
#include "backend/core/progress.h"
#include "backend/tokenizers/files/tokenizer_document.h"
#include "widgets/tokenizer/build_page.h"

#include <memory>

namespace vitrine::app {

// What the Build page computes, on the worker pool.

/// A tokenizer that was opened to be worked on: the parts that no form shows.
struct BuildBase
{
    core::Json json;                  ///< in the form of tokenizer.json, with vocabulary and added tokens
    tokenizers::TokenizerRoles roles; ///< as its tokenizer_config.json says
    QString name;
};
using BuildBasePointer = std::shared_ptr<const BuildBase>;

/// Reads whatever `path` holds.
BuildBasePointer readBuildBase(const std::filesystem::path& path, const QString& name);
/// The model and the added tokens of `from`, everything else of `base`.
BuildBasePointer withVocabularyOf(const BuildBase& base, const BuildBase& from);

/// The stages of a base, for the forms; the model without its vocabulary.
QJsonObject stagesOf(const BuildBase& base);
widgets::BuildRoles rolesOf(const tokenizers::TokenizerRoles& roles);

/// The base with the forms' stages and roles, ready to be saved. Throws what makeDocument throws.
tokenizers::TokenizerDocument documentOf(const BuildBase& base, const QJsonObject& stages,
                                         const widgets::BuildRoles& roles);

/// What it makes of the sample; errors are in the result, at the stage that they name.
widgets::BuildResult tryOut(const BuildBase& base, const QJsonObject& stages,
                            const widgets::BuildRoles& roles, const QString& sample);

/// "\u0085" and "\U0001F600" of a text as the characters they stand for.
QString withoutEscapes(const QString& text);

} // namespace vitrine::app
