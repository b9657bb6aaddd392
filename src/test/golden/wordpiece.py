"""Golden values for WordPieceLearnerTest: the tokens that Hugging Face's WordPieceTrainer learns.

    python src/test/golden/wordpiece.py > src/test/resources/golden/wordpiece.json

The trainer numbers ##characters differently from run to run, and ties between pairs are decided by these numbers. So all
characters are given to it as special tokens, in the order of their code points.
"""
import json

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from texts import TEXTS

SIZE = 1000

tokenizer = Tokenizer(models.WordPiece(unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
words = [word for text in TEXTS for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(text)]
symbols = sorted({c for word in words for c in word}) + ["##" + c for c in sorted({c for word in words for c in word[1:]})]
trainer = trainers.WordPieceTrainer(vocab_size=SIZE, min_frequency=2, special_tokens=symbols, show_progress=False)
tokenizer.train_from_iterator(TEXTS, trainer)
names = [name for name, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]

print(json.dumps({"tokenizers": tokenizers.__version__, "size": SIZE, "words": words, "names": names}, ensure_ascii=False))
