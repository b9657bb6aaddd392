"""Cuts the texts of the recorded tables: see README.md.

python texts.py OUT TINY_SHAKESPEARE WIKITEXT_TRAIN COMMONS_LANG_SOURCES_JAR

A document is one or more paragraphs, 500 characters or more. Documents are drawn by the SHA-256 of their text: the
first 36 kB are trained and validated on, the next 36 kB are the test text.
"""
import hashlib
import json
import pathlib
import re
import sys
import zipfile

LEAST = 500
BYTES = 36_000


def documents(text):
    part = ""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        part = f"{part}\n\n{paragraph}" if part else paragraph
        if len(part) >= LEAST:
            yield part
            part = ""


def java(path):
    with zipfile.ZipFile(path) as jar:
        for name in sorted(n for n in jar.namelist() if n.endswith(".java")):
            source = jar.read(name).decode()
            yield source[source.find("*/") + 2 :].strip()  # without the licence, which all files share


def wikitext(path):
    # Every line of WikiText is a paragraph or a heading; headings stay with what follows.
    return [re.sub(r"\n+", "\n\n", pathlib.Path(path).read_text()[:3_000_000])]


def drawn(texts):
    all_documents = {d for text in texts for d in documents(text)}
    return sorted(all_documents, key=lambda d: hashlib.sha256(d.encode()).hexdigest())


def write(path, parts):
    path.write_text("".join(json.dumps({"text": part}, ensure_ascii=False) + "\n" for part in parts))


def main(out, shakespeare, wiki, jar):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    texts = {"shakespeare": [pathlib.Path(shakespeare).read_text()], "wikitext": wikitext(wiki), "java": java(jar)}
    for name, source in texts.items():
        parts, size, taken = {"text": [], "test": []}, 0, 0
        for document in drawn(source):
            length = len(document.encode())
            if length > 4 * LEAST:
                continue  # long ones would make uneven folds
            parts["text" if size < BYTES else "test"].append(document)
            size += length
            taken += 1
            if size >= 2 * BYTES:
                break
        for part, content in parts.items():
            write(out / f"{name}-{part}.jsonl", content)
        print(name, taken, "documents", size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
