"""Checks `isotope export --to huggingface` against transformers: the same text must get the same nll there and here.

    isotope export RUN --to huggingface --out hf
    isotope eval RUN --per-token tokens.tsv
    python huggingface.py hf tokens.tsv [stride]

Reads the tokens and scores of the second command, scores them with transformers over the same windows (documents are
independent, the end-of-document token stands before each) and prints both means. Needs torch and transformers.
"""
import csv, json, sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, table = sys.argv[1:3]
model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True).eval()
tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
context = model.config.n_positions
stride = int(sys.argv[3]) if len(sys.argv) > 3 else max(1, context // 2)
end = model.config.eos_token_id
ids = {**tokenizer.get_vocab()}

documents, last = [], None
with open(table, encoding="utf-8", newline="\n") as lines:
    for name, position, token, nll in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if name == "document":
            continue
        if position == "0":
            documents.append(([], []))
        documents[-1][0].append(ids[json.loads(f'"{token}"')])
        documents[-1][1].append(float(nll))

retokenized, here, there, worst = 0, 0.0, 0.0, 0.0
with torch.no_grad():
    for targets, scores in documents:
        text = tokenizer.decode(targets, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        retokenized += tokenizer(text, add_special_tokens=False)["input_ids"] != [t for t in targets if t != end]
        inputs = [end] + targets[:-1]
        done = 0
        for start in range(0, len(targets), stride):
            stop = min(start + context, len(targets))
            logits = model(torch.tensor([inputs[start:stop]])).logits[0]
            nll = torch.nn.functional.cross_entropy(logits, torch.tensor(targets[start:stop]), reduction="none")
            for i in range(done, stop):
                there += nll[i - start].item()
                here += scores[i]
                worst = max(worst, abs(nll[i - start].item() - scores[i]))
            done = stop
            if stop == len(targets):
                break

tokens = sum(len(targets) for targets, _ in documents)
print(f"{type(model).__name__}, {tokens} tokens in {len(documents)} documents, context {context}, stride {stride}")
print(f"nll here {here / tokens:.8f}, transformers {there / tokens:.8f}, largest difference of a token {worst:.2e}")
print(f"documents that transformers tokenizes otherwise: {retokenized}")
sys.exit(abs(here - there) / tokens > 1e-4)
