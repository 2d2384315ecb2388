// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_sample_corpus.h"

namespace vitrine::app {

std::string_view sampleCorpus()
{
    return R"(A tokenizer cuts a text into pieces that a model knows by number.
The pieces are called tokens, and the list of all tokens is called the vocabulary.
A word that is frequent becomes one token; a word that is rare is put together from several tokens.
The tokenizer learns its vocabulary from texts, before the model learns anything at all.
Byte pair encoding starts with single characters and counts which two of them stand together most often.
The most frequent pair becomes a new token, and then the counting begins again with the new token.
After a thousand merges the most frequent words of the language are tokens of their own.
WordPiece works in the same way, but writes two signs before every piece that continues a word.
Unigram goes the other way: it starts with too many pieces and takes away those that help the least.
Every piece has a score, and the tokenizer looks for the cut of a word that has the best sum of scores.
The normalizer comes first: it can lower the case of the letters or take away the accents.
The pre-tokenizer then splits the text into words, at the spaces or at the punctuation.
Only inside of these words does the model look for tokens, never across the border of two words.
The post-processor adds special tokens, such as the one that tells where a text begins or ends.
The decoder does it all backwards: it puts the tokens together again and gives a text to read.
A model can read only as many tokens at once as it was made for, so long texts are cut into windows.
Windows may share some tokens with their neighbours, so that no answer is lost at the border.
When a tokenizer was trained on English, it needs more tokens for other languages than for English.
Then the same story costs more time and more money to read, only because of its language.
The number of tokens a word is called fertility, and a low fertility is a good sign.
Small children learn to read letter by letter, later they see whole words at a single glance.
The old lighthouse stood at the end of the harbour, and its light turned all night long.
Every evening the keeper climbed the stairs, counted the steps and wrote the number into his book.
The fishermen knew the light, and when the fog was thick they listened for the bell.
In winter the wind was so strong that the windows of the lighthouse sang like glasses.
The keeper's daughter learned the names of the stars before she learned the names of the streets.
She asked him why the light turned, and he said that a light that stands still is taken for a star.
On market days the people came with baskets of apples, bread, cheese and dried fish.
They talked about the weather, about the price of bread, and about the ships that had not come back.
The baker opened his shop before the sun came up, and the smell of bread went through all the streets.
The teacher counted the children, and the children counted the days until the summer.
The river brings water from the mountains to the sea, and the clouds bring it back again.
A machine does not get tired of counting, and that is why we let machines count.
We measure what we can count, but not everything that counts can be measured.
The training of a model needs many texts, much time and a lot of patience.
The testing of a model needs texts that the model has never seen while it was training.
Reading, writing and counting are learned by reading, writing and counting.
The singer sang the same song that the singers before her were singing.
Walking and talking, he walked and talked as walkers and talkers do.
Unhappy, unhappily, unhappiness: the longer the word, the more pieces it is made of.
Tokenization, normalization and segmentation are long words for simple things.
If the counter is greater than zero, the function returns the value of the counter.
for i in range(10): print(i, i * i)
def count_words(text): return len(text.split())
while not finished: step = step + 1
The temperature was 12 degrees in the morning and 21 degrees in the afternoon.
In the year 1969 two people walked on the moon while a third one waited above.
The train leaves at 8:15 and arrives at 10:45, if it is on time.
She wrote: "I will be there tomorrow, or the day after tomorrow."
He asked: "Which tokens are the most frequent ones in your vocabulary?"
Nobody knows how many words a language has, because new words are made every day.
The longest token of a vocabulary tells a lot about the texts that it was learned from.
Some tokens are learned from texts that nobody wanted to read, and they are never used again.
It is worth looking at a vocabulary before one trusts the model that was trained with it.
The best way to understand a tokenizer is to watch it while it learns.
)";
}

std::string_view sampleHeldOut()
{
    return "The keeper of the vocabulary counted the tokens every evening, and the most frequent pair of "
           "them was "
           "merged before the next morning came.";
}

} // namespace vitrine::app
