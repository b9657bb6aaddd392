"""The models of `isotope bench` in PyTorch: milliseconds a step, on random tokens.

python peers.py NAME [--compile] [--bfloat16] [--seconds 8]      prints one JSON object

Settings found to be PyTorch's best: the fused AdamW, threads = cores, and outside of it a preloaded tcmalloc. Models
and shapes are those of configs/bench; dropout is 0, losses are means over all targets, the gradient is clipped to 1.
"""
import argparse
import json
import math
import os
import time

import torch
import torch.nn.functional as F
from torch import nn

GPT = {"gpt-char": (4, 4, 128, 64, 12, 65), "gpt-384": (6, 6, 384, 256, 8, 65), "gpt-8192": (4, 4, 256, 128, 16, 8192)}
LSTM = {"lstm-200": 200, "lstm-650": 650}
MLP = {"mlp-8192": (7, 64, 256, 8192, 512), "mlp-1024": (4, 64, 128, 1024, 256)}


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (y.view(b, t, self.heads, c // self.heads).transpose(1, 2) for y in self.qkv(self.norm1(x)).split(c, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(b, t, c))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Gpt(nn.Module):
    def __init__(self, layers, heads, width, context, vocabulary):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)
        self.head.weight = self.tokens.weight

    def forward(self, x, y):
        h = self.tokens(x) + self.positions.weight[: x.shape[1]]
        for block in self.blocks:
            h = block(h)
        return F.cross_entropy(self.head(self.norm(h)).flatten(0, 1), y.flatten())


class Lstm(nn.Module):
    def __init__(self, width, vocabulary):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, width, 2, batch_first=True)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, x, y):
        return F.cross_entropy(self.head(self.lstm(self.tokens(x))[0]).flatten(0, 1), y.flatten())


class Mlp(nn.Module):
    def __init__(self, context, embedding, hidden, vocabulary):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, embedding)
        self.hidden, self.head = nn.Linear(context * embedding, hidden), nn.Linear(hidden, vocabulary)

    def forward(self, x, y):
        return F.cross_entropy(self.head(torch.tanh(self.hidden(self.tokens(x).flatten(1)))), y)


def build(name):
    if name in GPT:
        layers, heads, width, context, batch, vocabulary = GPT[name]
        return Gpt(layers, heads, width, context, vocabulary), (batch, context), (batch, context), vocabulary
    if name in LSTM:
        return Lstm(LSTM[name], 10000), (20, 35), (20, 35), 10000
    context, embedding, hidden, vocabulary, batch = MLP[name]
    return Mlp(context, embedding, hidden, vocabulary), (batch, context), (batch,), vocabulary


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=[*GPT, *LSTM, *MLP])
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--seconds", type=float, default=8)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count())
    torch.manual_seed(1)
    model, inputs, targets, vocabulary = build(options.name)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, fused=True)
    run = torch.compile(model) if options.compile else model

    def step():
        x, y = torch.randint(vocabulary, inputs), torch.randint(vocabulary, targets)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            loss = run(x, y)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    begin = time.perf_counter()
    while time.perf_counter() - begin < options.seconds / 2:
        step()
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < options.seconds or len(times) < 8:
        since = time.perf_counter()
        loss = step()
        times.append(1e3 * (time.perf_counter() - since))
    assert math.isfinite(loss)
    times.sort()
    print(json.dumps({"name": options.name, "torch": torch.__version__, "median": times[len(times) // 2], "min": times[0], "max": times[-1]}))


if __name__ == "__main__":
    main()
