// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/pickle.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <cstring>
#include <unordered_map>

namespace vitrine::tensors {
namespace {

using Kind = Pickle::Kind;
using Handle = Pickle::Handle;
using Value = Pickle::Value;

/// A model of 20,000 tensors has half a million values; what goes beyond is made to fill the memory.
constexpr std::size_t maxValues = 2'000'000, maxSteps = 20'000'000;

/// Operations of protocol 2 to 5, as Python's pickletools names them.
enum Operation : std::uint8_t {
    Mark = '(',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    BinBytes = 'B',
    ShortBinBytes = 'C',
    BinFloat = 'G',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersistentId = 'Q',
    Reduce = 'R',
    BinString = 'T',
    ShortBinString = 'U',
    BinUnicode = 'X',
    EmptyList = ']',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    MakeDict = 'd',
    Appends = 'e',
    BinGet = 'h',
    LongBinGet = 'j',
    MakeList = 'l',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    MakeTuple = 't',
    SetItems = 'u',
    EmptyDict = '}',
    EmptyTuple = ')',
    Protocol = 0x80,
    NewObject = 0x81,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    True = 0x88,
    False = 0x89,
    Long1 = 0x8a,
    Long4 = 0x8b,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
};

class Machine
{
public:
    Machine(std::span<const std::byte> bytes, std::size_t begin, const std::string& place, AllowGlobal allow)
        : m_bytes(bytes), m_at(begin), m_place(place), m_allow(allow)
    {
    }

    Pickle run()
    {
        for (std::size_t step = 0;; ++step) {
            m_operation = m_at;
            if (step == maxSteps) fail("more operations than any state dict has");
            const auto operation = Operation(number<std::uint8_t>());
            if (operation == Stop) break;
            perform(operation);
        }
        m_pickle.root = pop();
        if (!m_stack.empty()) fail("values are left over at the end");
        m_pickle.end = m_at;
        return std::move(m_pickle);
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              m_place + ": byte " + std::to_string(m_operation) + ": " + what);
    }

    void perform(Operation operation)
    {
        switch (operation) {
        case Protocol:
            if (const auto version = number<std::uint8_t>(); version < 2 || version > 5)
                fail("a pickle of protocol " + std::to_string(version) + ", expected 2 to 5");
            return;
        case Frame:
            return void(number<std::uint64_t>());
        case Mark:
            return m_marks.push_back(m_stack.size());
        case Pop:
            return void(pop());
        case PopMark:
            return void(popToMark());
        case None:
            return void(make(Kind::None));
        case True:
        case False:
            make(Kind::Bool).integer = operation == True;
            return;
        case BinInt:
            return pushInteger(number<std::int32_t>());
        case BinInt1:
            return pushInteger(number<std::uint8_t>());
        case BinInt2:
            return pushInteger(number<std::uint16_t>());
        case Long1:
            return pushLong(number<std::uint8_t>());
        case Long4:
            return pushLong(number<std::uint32_t>());
        case BinFloat: // no weight is stored so
            take(8);
            make(Kind::Real);
            return;
        case ShortBinString:
        case ShortBinUnicode:
            return pushText(Kind::Text, number<std::uint8_t>());
        case BinString:
        case BinUnicode:
            return pushText(Kind::Text, number<std::uint32_t>());
        case BinUnicode8:
            return pushText(Kind::Text, number<std::uint64_t>());
        case ShortBinBytes:
            return pushText(Kind::Bytes, number<std::uint8_t>());
        case BinBytes:
            return pushText(Kind::Bytes, number<std::uint32_t>());
        case BinBytes8:
            return pushText(Kind::Bytes, number<std::uint64_t>());
        case EmptyList:
            return void(make(Kind::List));
        case EmptyDict:
            return void(make(Kind::Dict));
        case EmptyTuple:
            return void(make(Kind::Tuple));
        case MakeList:
            return makeOf(Kind::List, popToMark());
        case MakeDict:
            return makeOf(Kind::Dict, pairs(popToMark()));
        case MakeTuple:
            return makeOf(Kind::Tuple, popToMark());
        case Tuple1:
        case Tuple2:
        case Tuple3:
            return makeOf(Kind::Tuple, popSome(1 + std::size_t(operation - Tuple1)));
        case Append:
            return extend(Kind::List, popSome(1));
        case Appends:
            return extend(Kind::List, popToMark());
        case SetItem:
            return extend(Kind::Dict, popSome(2));
        case SetItems:
            return extend(Kind::Dict, pairs(popToMark()));
        case BinPut:
            return put(number<std::uint8_t>());
        case LongBinPut:
            return put(number<std::uint32_t>());
        case Memoize:
            return put(std::uint32_t(m_memo.size()));
        case BinGet:
            return get(number<std::uint8_t>());
        case LongBinGet:
            return get(number<std::uint32_t>());
        case Global: {
            const auto module = line(), name = line();
            return pushGlobal(module, name);
        }
        case StackGlobal: {
            const auto names = popSome(2);
            for (const auto each : names)
                if (m_pickle.at(each).kind != Kind::Text) fail("a global that is not named by texts");
            return pushGlobal(m_pickle.at(names[0]).text, m_pickle.at(names[1]).text);
        }
        case Reduce:
        case NewObject:
            return call(popSome(2));
        case Build: // attributes of what is there: a state dict's are versions of modules
            pop();
            top();
            return;
        case BinPersistentId:
            return makeOf(Kind::Persistent, popSome(1));
        case Stop:
            return;
        }
        fail("operation " + std::to_string(int(operation)) + " is none that a state dict needs");
    }

    std::string_view take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_at)
            fail("needs " + std::to_string(count) + " bytes more, the file has " +
                 std::to_string(m_bytes.size() - m_at));
        const auto* begin = reinterpret_cast<const char*>(m_bytes.data()) + m_at;
        m_at += count;
        return {begin, std::size_t(count)};
    }
    template <typename Number>
    Number number()
    {
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view line()
    {
        constexpr std::size_t longest = 1000;
        const std::string_view rest(reinterpret_cast<const char*>(m_bytes.data()) + m_at,
                                    std::min(longest, m_bytes.size() - m_at));
        const auto length = rest.find('\n');
        if (length == std::string_view::npos) fail("a name without an end");
        m_at += length + 1;
        return rest.substr(0, length);
    }

    Value& make(Kind kind)
    {
        if (m_pickle.values.size() == maxValues) fail("more values than any state dict has");
        m_stack.push_back(Handle(m_pickle.values.size()));
        auto& value = m_pickle.values.emplace_back();
        value.kind = kind;
        return value;
    }
    void makeOf(Kind kind, std::vector<Handle> items) { make(kind).items = std::move(items); }
    void pushInteger(std::int64_t value) { make(Kind::Integer).integer = value; }
    void pushText(Kind kind, std::uint64_t size)
    {
        const auto text = take(size);
        make(kind).text = text;
    }
    void pushLong(std::uint64_t size)
    {
        const auto bytes = take(size);
        if (size > 8) {
            make(Kind::BigInteger).text = bytes;
            return;
        }
        // Two's complement; the last byte has the sign.
        std::int64_t value = size > 0 && (bytes.back() & 0x80) != 0 ? -1 : 0;
        std::memcpy(&value, bytes.data(), size);
        pushInteger(value);
    }
    void pushGlobal(std::string_view module, std::string_view name)
    {
        if (!m_allow(module, name))
            fail(core::quotable(module) + "." + core::quotable(name) +
                 " is not allowed: a file of weights needs no such thing, and it is not executed");
        auto& value = make(Kind::Global);
        value.text = module;
        value.name = name;
    }

    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }
    Handle top() const
    {
        if (m_stack.size() <= floor()) fail("takes a value from an empty stack");
        return m_stack.back();
    }
    Handle pop()
    {
        const auto handle = top();
        m_stack.pop_back();
        return handle;
    }
    std::vector<Handle> popSome(std::size_t count)
    {
        if (m_stack.size() - floor() < count) fail("takes a value from an empty stack");
        std::vector<Handle> items(m_stack.end() - std::ptrdiff_t(count), m_stack.end());
        m_stack.resize(m_stack.size() - count);
        return items;
    }
    std::vector<Handle> popToMark()
    {
        if (m_marks.empty()) fail("there is no mark on the stack");
        auto items = popSome(m_stack.size() - m_marks.back());
        m_marks.pop_back();
        return items;
    }
    std::vector<Handle> pairs(std::vector<Handle> items) const
    {
        if (items.size() % 2 != 0) fail("a key without a value");
        return items;
    }
    void extend(Kind kind, const std::vector<Handle>& more)
    {
        auto& value = m_pickle.values[top()];
        if (value.kind != kind) fail("puts items into " + describeValue(m_pickle, value));
        value.items.insert(value.items.end(), more.begin(), more.end());
    }
    void put(std::uint32_t index)
    {
        if (m_memo.size() == maxValues) fail("more values than any state dict has");
        m_memo[index] = top();
    }
    void get(std::uint32_t index)
    {
        const auto found = m_memo.find(index);
        if (found == m_memo.end()) fail("nothing was remembered as " + std::to_string(index));
        m_stack.push_back(found->second);
    }

    void call(std::vector<Handle> items)
    {
        const auto& callee = m_pickle.at(items[0]);
        const auto& arguments = m_pickle.at(items[1]);
        if (callee.kind != Kind::Global) fail("calls " + describeValue(m_pickle, callee));
        if (arguments.kind != Kind::Tuple) fail("calls with " + describeValue(m_pickle, arguments));
        if (callee.text != "collections" || callee.name != "OrderedDict")
            return makeOf(Kind::Call, std::move(items));
        makeOf(Kind::Dict, orderedItems(arguments));
    }
    /// OrderedDict() is filled later; Python 2 gives it a list of pairs.
    std::vector<Handle> orderedItems(const Value& arguments)
    {
        std::vector<Handle> items;
        if (arguments.items.empty()) return items;
        for (const auto pair : m_pickle.at(arguments.items[0]).items) {
            const auto& each = m_pickle.at(pair).items;
            if (each.size() != 2) fail("OrderedDict of something else than pairs");
            if (++m_copiedPairs > maxValues) fail("more values than any state dict has");
            items.insert(items.end(), each.begin(), each.end());
        }
        return items;
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at, m_operation = 0, m_copiedPairs = 0;
    const std::string& m_place;
    AllowGlobal m_allow;
    Pickle m_pickle;
    std::vector<Handle> m_stack;
    std::vector<std::size_t> m_marks; ///< heights of the stack
    std::unordered_map<std::uint32_t, Handle> m_memo;
};

} // namespace

const Value* Pickle::find(const Value& dict, std::string_view key) const
{
    if (dict.kind != Kind::Dict) return nullptr;
    const Value* found = nullptr;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2)
        if (at(dict.items[i]).kind == Kind::Text && at(dict.items[i]).text == key)
            found = &at(dict.items[i + 1]);
    return found;
}

Pickle readPickle(std::span<const std::byte> bytes, std::size_t begin, const std::string& place,
                  AllowGlobal allow)
{
    return Machine(bytes, begin, place, allow).run();
}

std::string describeValue(const Pickle& pickle, const Value& value)
{
    switch (value.kind) {
    case Kind::None:
        return "nothing";
    case Kind::Bool:
        return "a truth value";
    case Kind::Integer:
    case Kind::BigInteger:
    case Kind::Real:
        return "a number";
    case Kind::Text:
        return "the text \"" + core::quotable(value.text) + "\"";
    case Kind::Bytes:
        return "bytes";
    case Kind::List:
        return "a list";
    case Kind::Tuple:
        return "a tuple";
    case Kind::Dict:
        return "a dictionary";
    case Kind::Global:
        return core::quotable(value.text) + "." + core::quotable(value.name);
    case Kind::Call:
        return "a call of " + describeValue(pickle, pickle.at(value.items[0]));
    case Kind::Persistent:
        return "a storage";
    }
    return {};
}

} // namespace vitrine::tensors
