"""Golden values for BpeTrainerTest: the merges that Hugging Face's BpeTrainer learns.

    python src/test/golden/bpe.py > src/test/resources/golden/bpe.json
"""
import json

import tokenizers
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

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


def cut(pattern):
    if pattern == "gpt2":
        return pre_tokenizers.ByteLevel(add_prefix_space=False)
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" ?\S+|\s+(?!\S)|\s+"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def merges(pattern):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = cut(pattern)
    trainer = trainers.BpeTrainer(
        vocab_size=2000,
        min_frequency=2,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return json.loads(tokenizer.to_str())["model"]["merges"]


print(
    json.dumps(
        {
            "tokenizers": tokenizers.__version__,
            "texts": TEXTS,
            "merges": {pattern: merges(pattern) for pattern in ("gpt2", "whitespace")},
        },
        ensure_ascii=False,
    )
)
