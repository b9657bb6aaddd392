"""Golden values for SentencePieceTest: small models of SentencePiece, and the ids that it gives to awkward texts.

    pip install sentencepiece==0.2.3
    python src/test/golden/sentencepiece_ids.py src/test/resources/golden/sentencepiece

Each NAME.model has a NAME.tsv: a line for each text with the text as JSON, a tab, and its ids between blanks.
"""
import io
import json
import pathlib
import sys
import tempfile

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from texts import AWKWARD, TEXTS, random_texts

# A few rules of each shape: one to one, one to many, many to one, to a blank, to nothing, and with a common beginning.
RULES = {
    "\u00a0": " ", "\u3000": " ", "\t": " ", "\n": " ", "\u200b": " ", "\ufeff": "", "\ufb01": "fi", "\ufb03": "ffi", "\u00bd": "1\u20442",
    "e\u0301": "\u00e9", "e\u0301\u0301": "\u00eb", "E": "e", "E\u0301": "\u00e9", "A": "a", "B": "b", "T": "t", "\u2460": "1", "\u2163": "IV", "\u1100\u1161": "\uac00", "\u2017": " \u0333",
    "<": "(",
}  # fmt: skip
MODELS = {
    "unigram-rules": dict(model_type="unigram", vocab_size=150, user_defined_symbols=["<sep>", "<a b>"], control_symbols=["<pad>"]),
    "unigram-bytes": dict(model_type="unigram", vocab_size=420, byte_fallback=True, normalization_rule_name="identity", add_dummy_prefix=False, remove_extra_whitespaces=False),
    "bpe-bytes": dict(model_type="bpe", vocab_size=460, byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False, allow_whitespace_only_pieces=True),
    "bpe-rules": dict(model_type="bpe", vocab_size=220, user_defined_symbols=["<sep>", "ana"], control_symbols=["<pad>"], character_coverage=0.98),
}  # fmt: skip


def main(folder):
    texts = TEXTS + AWKWARD + list(random_texts())
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as rules:
        for source, target in sorted(RULES.items()):
            rules.write(" ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target) + "\n")
        rules.flush()
        for name, options in MODELS.items():
            if "normalization_rule_name" not in options:
                options["normalization_rule_tsv"] = rules.name
            model = io.BytesIO()
            sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(TEXTS * 3), model_writer=model, hard_vocab_limit=False, minloglevel=2, num_threads=1, **options)
            proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
            proto.normalizer_spec.ClearField("normalization_rule_tsv")  # a temporary file's name; the compiled rules stay
            (folder / f"{name}.model").write_bytes(proto.SerializeToString())
            processor = sentencepiece.SentencePieceProcessor(model_proto=proto.SerializeToString())
            lines = [json.dumps(t) + "\t" + " ".join(map(str, processor.encode(t))) + "\n" for t in texts]
            (folder / f"{name}.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    main(out)
