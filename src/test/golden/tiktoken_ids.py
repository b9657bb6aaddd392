"""Golden values for TiktokenTest: a small file of ranks, and the ids that tiktoken gives to awkward texts.

    pip install tiktoken==0.14.0
    python src/test/golden/tiktoken_ids.py src/test/resources/golden/tiktoken

Each NAME.tsv is one of OpenAI's patterns: a line for each text with the text as JSON, a tab, and its ids between blanks.
"""
import base64
import itertools
import json
import pathlib
import sys

import tiktoken
from tiktoken._educational import bpe_train
from tiktoken_ext import openai_public

from texts import AWKWARD, TEXTS, random_texts

openai_public.load_tiktoken_bpe = lambda *_, **__: {}  # only the patterns are needed
openai_public.data_gym_to_mergeable_bpe_ranks = lambda *_, **__: {}


def main(folder):
    pattern = openai_public.cl100k_base()["pat_str"]
    ranks = bpe_train("".join(TEXTS) * 2, 420, pattern, visualise=None)
    for a, b in itertools.pairwise("".join(AWKWARD)):  # so that each cut shows in the ids
        ranks.setdefault((a + b).encode(), len(ranks))
    (folder / "ranks.tiktoken").write_bytes(b"".join(base64.b64encode(t) + b" %d\n" % r for t, r in ranks.items()))
    for name, encoding in (("gpt2", openai_public.r50k_base), ("cl100k", openai_public.cl100k_base), ("o200k", openai_public.o200k_base)):
        t = tiktoken.Encoding(name, pat_str=encoding()["pat_str"], mergeable_ranks=ranks, special_tokens={"<|endoftext|>": len(ranks)})
        lines = [json.dumps(x) + "\t" + " ".join(map(str, t.encode_ordinary(x))) + "\n" for x in TEXTS + AWKWARD + list(random_texts())]
        (folder / f"{name}.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    main(out)
