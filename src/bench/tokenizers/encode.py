"""Encodes the lines of a text by Hugging Face's tokenizers, tiktoken and SentencePiece, and prints MB/s as EncodeBench.java does.

    python encode.py TOKENIZER.json TEXT ROUNDS         one thread, the same byte-level bpe in tokenizers and tiktoken
    python encode.py spm.model TEXT ROUNDS              SentencePiece
"""
import json
import os
import sys
import time

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def hugging_face(file):
    import tokenizers

    t = tokenizers.Tokenizer.from_file(file)
    return lambda lines: sum(len(e.ids) for e in t.encode_batch(lines, add_special_tokens=False))


def tiktoken(file):
    import tiktoken as library
    from tokenizers.pre_tokenizers import ByteLevel

    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    byte = {chr(b): b for b in printable} | {chr(256 + i): b for i, b in enumerate(sorted(set(range(256)) - set(printable)))}
    assert set(byte) == set(ByteLevel.alphabet())
    vocabulary = json.load(open(file, encoding="utf-8"))["model"]["vocab"]
    ranks = {bytes(byte[c] for c in token): id for token, id in vocabulary.items() if token != "<|endoftext|>"}
    pattern = r"""'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"""
    t = library.Encoding("bench", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    return lambda lines: sum(len(t.encode_ordinary(line)) for line in lines)


def sentencepiece(file):
    import sentencepiece as library

    t = library.SentencePieceProcessor(model_file=file)
    return lambda lines: sum(len(t.encode(line)) for line in lines)


def main(file, text, rounds):
    lines = open(text, encoding="utf-8", newline="").read().splitlines(keepends=True)
    size = sum(len(line.encode()) for line in lines) / 1e6
    for make in (sentencepiece,) if file.endswith(".model") else (hugging_face, tiktoken):
        encode = make(file)
        for _ in range(int(rounds)):
            clock, processor = time.perf_counter(), time.process_time()
            tokens = encode(lines)
            print(f"{make.__name__} {size / (time.perf_counter() - clock):.2f} {size / (time.process_time() - processor):.2f} {tokens}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
