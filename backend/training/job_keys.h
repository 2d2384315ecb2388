// SPDX-License-Identifier: Apache-2.0
#pragma once

// Heavy (all of nlohmann_json): for job_file.cpp and job_arguments.cpp only.

#include "backend/core/json_access.h"
#include "backend/training/job_file.h"

#include <limits>
#include <set>

namespace vitrine::training {

inline constexpr auto unlimited = std::numeric_limits<double>::infinity();

/// Reads keys of one object and knows at the end which were never asked for.
class Keys
{
public:
    explicit Keys(const core::JsonObject& object) : m_object(object) {}

    double number(const char* key, double fallback, double least, double most = unlimited)
    {
        m_known.insert(key);
        const auto value = m_object.get<double>(key, fallback);
        // Not `value < least`: that lets NaN pass.
        if (!(value >= least && value <= most))
            fail(key, "is " + core::Json(value).dump() + ", expected a number " +
                          (most < unlimited ? "from " + text(least) + " to " + text(most)
                                            : "of at least " + text(least)));
        return value;
    }

    std::int64_t integer(const char* key, std::int64_t fallback, std::int64_t least)
    {
        constexpr std::int64_t most = std::int64_t(1) << 53;
        m_known.insert(key);
        // 1e3 and 3.0 are integers, too, as in Python.
        const auto value = m_object.get<double>(key, double(fallback));
        if (value != double(std::int64_t(value)) || value < double(least) || value > double(most))
            fail(key, "is " + core::Json(value).dump() + ", expected an integer of at least " +
                          std::to_string(least));
        return std::int64_t(value);
    }

    bool flag(const char* key, bool fallback)
    {
        m_known.insert(key);
        return m_object.get<bool>(key, fallback);
    }

    std::string text(const char* key, std::string fallback = {})
    {
        m_known.insert(key);
        return m_object.get<std::string>(key, std::move(fallback));
    }

    template <typename Value, std::size_t Count>
    Value choice(const char* key, Value fallback, const std::pair<std::string_view, Value> (&names)[Count])
    {
        m_known.insert(key);
        if (!m_object.has(key)) return fallback;
        const auto name = m_object.get<std::string>(key);
        std::string known;
        for (const auto& [each, value] : names) {
            if (each == name) return value;
            known += (known.empty() ? "" : ", ") + std::string(each);
        }
        fail(key, "is \"" + name + "\" (supported: " + known + ")", core::ErrorCode::Unsupported);
    }

    bool has(const char* key)
    {
        m_known.insert(key);
        return m_object.has(key);
    }
    core::JsonObject object(const char* key)
    {
        m_known.insert(key);
        return m_object.object(key);
    }

    std::vector<std::string> unknown() const
    {
        std::vector<std::string> names;
        for (const auto& [name, value] : m_object.json().items())
            if (!m_known.contains(name)) names.push_back(name);
        return names;
    }
    void rejectUnknown() const
    {
        const auto names = unknown();
        if (!names.empty()) fail(names.front().c_str(), "is not known here");
    }

    [[noreturn]] void fail(const char* key, const std::string& what,
                           core::ErrorCode code = core::ErrorCode::InvalidFormat) const
    {
        throw core::Exception(code, m_object.place() + ": \"" + key + "\" " + what);
    }
    const core::JsonObject& source() const { return m_object; }

private:
    static std::string text(double value) { return core::Json(value).dump(); }

    core::JsonObject m_object;
    std::set<std::string, std::less<>> m_known;
};

/// `arguments` of a job file; `notes` gets the names that change nothing here.
TrainingArguments readArguments(const core::JsonObject& object, std::vector<std::string>& notes);

} // namespace vitrine::training
