// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// A SentencePiece `*.model` as far as it is needed to check, show and convert it
/// (sentencepiece_model.proto).
struct SentencePieceFile
{
    enum class Algorithm { Unigram = 1, Bpe = 2, Word = 3, Char = 4 };
    enum class PieceType { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

    struct Piece
    {
        std::string_view text; ///< of the file's bytes
        float score = 0;
        PieceType type = PieceType::Normal;
    };

    std::vector<Piece> pieces; ///< by id
    Algorithm algorithm = Algorithm::Unigram;
    bool byteFallback = false, whitespaceAsSuffix = false;
    int unkId = 0, bosId = 1, eosId = 2, padId = -1;
    std::string unkPiece = "<unk>", bosPiece = "<s>", eosPiece = "</s>", padPiece = "<pad>";
    std::string normalizerName;
    std::string_view charsmap; ///< of the file's bytes; empty: none
    bool addDummyPrefix = true, removeExtraWhitespaces = true, escapeWhitespaces = true;
};

/// Reads and checks `bytes`, which must outlive the result: every length, the pieces (valid UTF-8, not empty,
/// none twice, exactly one unknown), the size of the charsmap. Throws InvalidFormat with `origin` and the
/// byte.
SentencePieceFile readSentencePieceFile(std::string_view bytes, std::string_view origin);

} // namespace vitrine::tokenizers
