// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/type_names.h"

#include "backend/core/json_access.h"

#include <arrow/type.h>
#include <arrow/type_traits.h>
#include <arrow/util/key_value_metadata.h>

namespace vitrine::datasets {
namespace {

/// A type inside another.
std::string inner(const arrow::DataType& type)
{
    const std::string name = typeName(type);
    const bool nested = arrow::is_nested(type.id());
    return nested ? name : "Value(" + quoted(name) + ")";
}

/// The notation of the features that are more than an Arrow type; empty for the others.
std::string noteType(const core::Json& feature)
{
    const auto kind = feature.is_object() ? feature.find("_type") : feature.end();
    if (!feature.is_object() || kind == feature.end() || !kind->is_string()) return {};
    if (*kind == "ClassLabel" && feature.contains("names") && feature["names"].is_array()) {
        std::string names;
        for (const auto& name : feature["names"])
            names += (names.empty() ? "" : ", ") +
                     quoted(name.is_string() ? name.get<std::string>() : name.dump());
        return "ClassLabel(names=[" + names + "])";
    }
    if (*kind == "Translation" && feature.contains("languages") && feature["languages"].is_array()) {
        std::string languages;
        for (const auto& language : feature["languages"])
            if (language.is_string()) languages += (languages.empty() ? "" : ", ") + quoted(language);
        return "Translation(languages=(" + languages + "))";
    }
    if (*kind == "Json") return "Json(decode=True)";
    return {};
}

} // namespace

std::string quoted(const std::string& text)
{
    const char mark =
        text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
    std::string result(1, mark);
    for (const char c : text) {
        if (c == mark || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result + mark;
}

std::string typeName(const arrow::DataType& type)
{
    using arrow::Type;
    switch (type.id()) {
    case Type::HALF_FLOAT:
        return "float16";
    case Type::FLOAT:
        return "float32";
    case Type::DOUBLE:
        return "float64";
    case Type::DATE32:
        return "date32";
    case Type::DATE64:
        return "date64";
    case Type::DICTIONARY:
        return typeName(*static_cast<const arrow::DictionaryType&>(type).value_type());
    case Type::LIST:
    case Type::LIST_VIEW:
        return "List(" + inner(*type.field(0)->type()) + ")";
    case Type::LARGE_LIST:
    case Type::LARGE_LIST_VIEW:
        return "LargeList(" + inner(*type.field(0)->type()) + ")";
    case Type::FIXED_SIZE_LIST:
        return "List(" + inner(*type.field(0)->type()) +
               ", length=" + std::to_string(static_cast<const arrow::FixedSizeListType&>(type).list_size()) +
               ")";
    case Type::STRUCT: {
        std::string fields;
        for (const auto& field : type.fields())
            fields += (fields.empty() ? "" : ", ") + quoted(field->name()) + ": " + inner(*field->type());
        return "{" + fields + "}";
    }
    default:
        return type.ToString();
    }
}

std::vector<ColumnNote> columnNotes(const arrow::Schema& schema)
{
    std::vector<ColumnNote> notes;
    if (!schema.metadata()) return notes;
    const auto text = schema.metadata()->Get("huggingface");
    if (!text.ok()) return notes;
    try {
        const core::Json note = core::parseJson(*text, "huggingface");
        for (const auto& [name, feature] : note.at("info").at("features").items()) {
            ColumnNote column{name, noteType(feature), {}};
            if (column.type.rfind("ClassLabel", 0) == 0)
                for (const auto& label : feature["names"])
                    column.labelNames.push_back(label.is_string() ? label.get<std::string>() : label.dump());
            notes.push_back(std::move(column));
        }
    } catch (const std::exception&) {
        notes.clear(); // a note that can't be read says nothing; the table is good without it
    }
    return notes;
}

} // namespace vitrine::datasets
