"""Golden values for BpeTrainerTest: the merges that Hugging Face's BpeTrainer learns.

    python src/test/golden/bpe.py > src/test/resources/golden/bpe.json
"""
import json

import tokenizers
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

from texts import TEXTS


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
