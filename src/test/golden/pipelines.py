"""Small tokenizers of Hugging Face's own trainers, with the ids and the decoded texts that the library gives.

Written with tokenizers 0.23.3. Special tokens in a text are read as text. Run from the project's root:

    python src/test/golden/pipelines.py > src/test/resources/golden/tokenizers.json
"""

import json

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TRAINING = [
    "It's a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.",
    "However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so well fixed "
    "in the minds of the surrounding families, that he is considered the rightful property of some one or other of their daughters.",
] * 3
TEXTS = [
    "",
    "It's the truth, that a man  must be single!",
    " we'll I'M HE'D 1234567 3.14 \u00bd\u2163 e\u0301\u00e9 \ufb01 \u1e9b\u0323",
    "na\u00efve \U0001f469\u200d\U0001f467 \u6c49\u5b57\u304b\u306a \u200b\u202e tab\there\r\n\r\n \x00\x07 end ",
    "\U0001d11e \ufeff\u00a0\u3000\u2028x\u0085y \u0130stanbul \u01c5 \u00df \u0391\u03a3 \uac00\u1100\u1161 \u0915\u094d\u0937",
    "<x> [y] <|not a token|> \u2581under\u2581 ##ing snake_case New York,New Yorker <keep>  it",
]
END = "<|endoftext|>"
QUIET = dict(show_progress=False)


def byte_level(**options):
    return trainers.BpeTrainer(special_tokens=[END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), **options, **QUIET)


def shapes():
    t = Tokenizer(models.BPE())
    t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    t.post_processor = processors.ByteLevel(trim_offsets=False)
    t.train_from_iterator(TRAINING, byte_level(vocab_size=320))
    yield "gpt2", t

    t = Tokenizer(models.BPE(ignore_merges=True))
    expression = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(expression), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    t.decoder = decoders.ByteLevel()
    t.train_from_iterator(TRAINING, byte_level(vocab_size=320))
    t.add_tokens([AddedToken("<keep>", lstrip=True, rstrip=True), AddedToken("New York", single_word=True)])
    yield "llama3", t

    t = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    t.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    t.train_from_iterator(TRAINING, trainers.BpeTrainer(vocab_size=330, special_tokens=["<unk>", "<s>", "</s>"] + ["<0x%02X>" % b for b in range(256)], max_token_length=16, **QUIET))
    yield "llama2", t

    t = Tokenizer(models.Unigram())
    t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer, t.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    t.train_from_iterator(TRAINING, trainers.UnigramTrainer(vocab_size=80, special_tokens=["<unk>", "</s>"], unk_token="<unk>", **QUIET))
    yield "unigram", t

    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer, t.pre_tokenizer, t.decoder = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    t.train_from_iterator(TRAINING, trainers.WordPieceTrainer(vocab_size=120, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], **QUIET))
    t.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    yield "bert", t

    t = Tokenizer(models.WordLevel(unk_token="<unk>"))
    t.normalizer = normalizers.Sequence([normalizers.Strip(), normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()])
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Punctuation("merged_with_previous")])
    t.train_from_iterator(TRAINING, trainers.WordLevelTrainer(vocab_size=60, special_tokens=["<unk>", "</s>"], **QUIET))
    yield "words", t


def main():
    golden = {}
    for name, tokenizer in shapes():
        file = json.loads(tokenizer.to_str())
        file["added_tokens"] = [a for a in file["added_tokens"] if not a["content"].startswith("<0x")]
        tokenizer = Tokenizer.from_str(json.dumps(file))
        tokenizer.encode_special_tokens = True
        ids = [tokenizer.encode(x, add_special_tokens=False).ids for x in TEXTS]
        golden[name] = {"file": file, "ids": ids, "decoded": [tokenizer.decode(i) for i in ids]}
    print(json.dumps({"texts": TEXTS, "tokenizers": golden}))


main()
