"""Texts of the golden values of tokenizers."""
import random

# Short on purpose: nearly all pairs are equally frequent, so the order of ties decides.
TEXTS = [
    "The half-life of a weight is the time in which decay alone halves it.\n",
    "Weights that decay don't need to be small; they'll be small when nothing feeds them.\n",
    "A weight that's fed by a gradient stays where the two of them are in balance.\n",
    "Isotopes decay, isotopes differ; each isotope has a half-life of its own.\n",
    "  Indented,\twith tabs  and   blanks \n\n\nand lines\r\nof Windows\u00a0\u2028too.\n",
    "Die Halbwertszeit eines Gewichts: wie lange dauert es, bis nur die Hälfte übrig ist?\n",
    "La demi-vie d'un poids, c'est le temps où la décroissance le réduit de moitié.\n",
    "权重的半衰期，权重的衰减，权重越小模型越简单。半衰期不同，权重不同。\n",
    "Период полураспада веса: вес уменьшается вдвое, и снова вдвое, и снова.\n",
    "1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024; 0.5, 0.25, 0.125, 0.0625\n",
    "banana bananas anana ananas nanana aaaa aaaaa aaaaaaa abababab babababa\n",
    "👩‍👩‍👧‍👦 👩‍👩‍👧 👍🏽 👍🏿 e\u0301e\u0301 ... !!! ?!?! --- ---- =====\n",
]

AWKWARD = [
    "", " ", "   ", "\n", "\u2581", " \u2581 ", "a", " a", "a ", "  two  blanks   and a tab\t.  ", "\u2581under\u2581 \u2581\u2581x",
    "<s> </s> <unk> <pad> <0x41> <0xff> <sep> a<sep>b <SEP>", "Hello, WORLD", "e\u0301 \u00e9 E\u0301\u0301 \ufb01 \ufb03 \u00bd \u2163 \u2460",
    "\u00a0nbsp\u00a0\u3000ideographic\u2003em", "a\u200bb\u200dc\ufeffd", "\uac00\u1100\u1161", "\U0001d11e\U0001f1e9\U0001f1ea \ud7a3\U0010ffff",
    "\u0130stanbul \u0391\u03a3 \u00df", "aaaaaaaaaaaaaaaaaaaaaaa", " " * 23, "banana" * 7, "\u4e2d\u6587\u6ca1\u6709\u7a7a\u683c", "x\u0000y",
    "weights  decay ", "The half-life", "the\nlines\r\nof\tWindows", "\u0301a", "a b a b", "<a b>", "I'm we'LL 'S it'\u017f 're'Ve don't'", "CamelCase XMLHttp ÀÉî iPhone", "12345 1 22 \u0663\u0664", "a\n\n  b \n \r\n  ", "end \n  ", "!!\n\n/x .../\n", "abab aba", "ﬃ ﬃ", "1,234.5 2026",
]  # fmt: skip
ALPHABET = " \u2581\t\n\u00a0\u3000'aeilnorstbdwABE\u00e9\u0301\u0300ﬁ½Ⅳ①中文字カ한ß.,!?<>s/ep012345\u200b\ufeff🙂"


def random_texts():
    rnd = random.Random(19)
    for _ in range(80):
        yield "".join(rnd.choice(ALPHABET) if rnd.random() < 0.9 else chr(rnd.choice((rnd.randrange(1, 0xD800), rnd.randrange(0xE000, 0x110000)))) for _ in range(rnd.randrange(1, 40)))
