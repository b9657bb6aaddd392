#!/usr/bin/env python3
"""Tables of the results: table.py RESULTS [TEXT@kB …]. For each text all trainings, the best mixture first, with what each loses against it (regret)."""
import sys

names, *lines = [line.split("\t") for line in open(sys.argv[1]).read().splitlines()]
rows = [dict(zip(names, line)) for line in lines]
texts = sys.argv[2:] or list(dict.fromkeys(r["text"] for r in rows))
for text, cache in ((t, c) for t in texts for c in dict.fromkeys(r["cache"] for r in rows)):
    own = sorted((r for r in rows if r["text"] == text and r["cache"] == cache and r["mix_bpb"]), key=lambda r: float(r["mix_bpb"]))
    if not own:
        continue
    print(f"\n### {text.replace('.txt', '').replace('@', ', ')} kB, {cache.replace(' ', ' cache of ')} tokens\n\n| tokenizer | model | epochs | η | λ | dropout | seconds | network | at its best epoch | counted | mixture | regret |\n|---|---|---|---|---|---|---|---|---|---|---|---|")
    least = float(own[0]["mix_bpb"])
    for r in own:
        print(f"| {r['tokenizer']} | {r['model']} | {r['epochs_done']} | {r['eta']} | {r['lambda']} | {r['dropout']} | {float(r['seconds']):.1f} | {float(r['last_bpb']):.3f} | {float(r['best_bpb']):.3f}"
              f" ({float(r['best_epoch']):.2g}) | {float(r['counted_bpb']):.3f} | {float(r['mix_bpb']):.3f} | {float(r['mix_bpb']) - least:.3f} |")
