# SPDX-License-Identifier: Apache-2.0
"""Texts to tokenize: written for this project, in twenty scripts, and random ones."""

SCRIPTS = [
    "The quick brown fox isn't lazy; it jumps over 13 dogs, doesn't it?",
    "Voilà, l'été à Noël: œuvre, façade, Ångström, smörgåsbord, İstanbul, ŁÓDŹ, ẞ.",
    "Δωδεκάνησα, Ὀδυσσεύς, ΟΔΟΣ και άλλα.",
    "Съешь ещё этих мягких французских булок, да выпей же чаю. Йод!",
    "שָׁלוֹם עוֹלָם, מה שלומך?",
    "مَرْحَبًا بِالعَالَمِ، كيف حالك؟ ١٢٣",
    "नमस्ते दुनिया, क्या हाल है? क़ख़ १२३",
    "ওহে বিশ্ব, কেমন আছো? ড়ঢ়য়",
    "வணக்கம் உலகம், எப்படி இருக்கிறீர்கள்?",
    "హలో ప్రపంచం, ఎలా ఉన్నావు?",
    "สวัสดีชาวโลก สบายดีไหม ๑๒๓",
    "မင်္ဂလာပါ ကမ္ဘာလောက",
    "ជំរាបសួរ​ពិភពលោក",
    "გამარჯობა მსოფლიო, ᲒᲐᲛᲐᲠᲯᲝᲑᲐ",
    "Բարեւ աշխարհ, ինչպե՞ս ես",
    "ሰላም ልዑል፣ እንደምን ነህ?",
    "你好，世界！今天天氣很好。𠀀𫝀",
    "こんにちは世界。ｶﾀｶﾅ、ガギグ ヿ ㍻ ㋿",
    "안녕하세요 세계, 각하! 한글",
    "ᏣᎳᎩ ꮳꮃꭹ ᎣᏏᏲ",
    "བཀྲ་ཤིས་བདེ་ལེགས།",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﬁ ﬂ ½ ² Ⅷ ℌ ① ｆｕｌｌ ㎏",
]

ODD = [
    "",
    " ",
    "\t\n\r\x0b\x0c\x1c\x85\u00a0\u1680\u2028\u3000",
    "\x00a\x00b\ufffdc\u200bd\u00ade\ufeffg\x7f",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 1️⃣ emoji",
    "e\u0301\u0323 e\u0323\u0301 \u0301start a\u0300\u0301\u0302\u0327\u0334b q\u0307\u0323",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "don't can't won't I'm we've they're he's 'quoted' do not",
    "[CLS] [SEP] [MASK] [UNK] [PAD] [MASK][MASK] x[MASK]y [mask] [ MASK ]",
    "a" * 99 + " " + "b" * 100 + " " + "c" * 101 + " " + "é" * 100 + " " + "日" * 120,
    "x" * 10_000,
    "unbelievably " * 700,
    "!" * 3000,
    "https://example.org/a/b?c=d&e=%20#f user@example.org C:\\temp\\file.txt $1,234.56 50% ~/x_y-z",
    "ǅ ǈ ǋ ǲ ÅÅ ſ K Ω ϐ ẛ̣ ᾳ ῼ ﬃ \u1fbd \u0340\u0341\u0343\u0344",
    "\u302a\u302e\u302f \u1d165 \U0001d165\U0001d15e \ua953 \u1bab \u0f71\u0f72\u0f74\u0f80",
    "\U0010ffff \ue000 \ufdd0 \u0378 \U000e0001\U000e0041",
]


def random_text(rng, length=None):
    """Code points of every plane, mostly from small blocks so that neighbours meet."""
    length = rng.randrange(0, 60) if length is None else length
    blocks = [(0x20, 0x7F), (0x20, 0x7F), (0x20, 0x7F), (0, 0x300), (0x300, 0x370), (0x370, 0x600), (0x600, 0x1000),
              (0x1000, 0x2000), (0x2000, 0x3000), (0x3000, 0xD800), (0xE000, 0x10000), (0x10000, 0x12000),
              (0x1D100, 0x1D200), (0x1F000, 0x20000), (0x20000, 0x30000), (0, 0xD800), (0xE000, 0x110000)]
    chars = []
    while len(chars) < length:
        low, high = rng.choice(blocks)
        for _ in range(rng.randrange(1, 8)):
            chars.append(chr(rng.randrange(low, high)))
        if rng.random() < 0.3:
            chars.append(" ")
        if rng.random() < 0.1:
            chars.append(chr(rng.randrange(0x300, 0x340)))
    return "".join(chars[:length])
