"""Golden values of the model kinds, from PyTorch's autograd and its AdamW.

Writes mlp.json, gpt.json, llama.json and lstm.json into the folder given: initial parameters, three batches, each step's
loss, the first step's gradients, the parameters after three steps. Computed in float64 from float32
parameters; tensors are little-endian float32 in base64. Run with torch 2.x:

    python src/bench/golden/golden.py src/test/resources/golden
"""

import base64
import json
import math
import sys

import torch
import torch.nn.functional as F

IGNORED = -1
ADAMW = dict(lr=1e-3, betas=(0.9, 0.95), eps=1e-8)
WEIGHT_DECAY = 0.1


def encode(tensor):
    return base64.b64encode(tensor.detach().to(torch.float32).contiguous().numpy().tobytes()).decode()


def linear(p, name, x):
    return F.linear(x, p[name + ".weight"], p[name + ".bias"])


def mlp(p, spec, inputs, starts):
    embedded = p["embedding.weight"][inputs].flatten(1)
    h = embedded
    for i, width in enumerate(spec["hidden"]):
        y = torch.tanh(linear(p, f"hidden.{i}", h))
        h = y + h if y.shape == h.shape else y
    return linear(p, "head", h) + F.linear(embedded, p["direct.weight"])


def norm(p, name, x):
    return F.layer_norm(x, x.shape[-1:], p[name + ".gain"], p[name + ".bias"], 1e-5)


def gpt(p, spec, inputs, starts):
    rows, context = inputs.shape
    heads, width = spec["heads"], spec["width"]
    t = torch.arange(context)
    x = p["token_embedding.weight"][inputs] + p["position_embedding.weight"][t - starts]
    seen = (t[None, None, :] <= t[None, :, None]) & (t[None, None, :] >= starts[:, :, None])
    for i in range(spec["layers"]):
        b = f"block.{i}."
        qkv = linear(p, b + "attention.query_key_value", norm(p, b + "norm_1", x))
        q, k, v = (
            part.view(rows, context, heads, width // heads).transpose(1, 2)
            for part in qkv.split(width, dim=2)
        )
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=seen[:, None])
        y = y.transpose(1, 2).reshape(rows, context, width)
        x = x + linear(p, b + "attention.output", y)
        y = F.gelu(linear(p, b + "mlp.up", norm(p, b + "norm_2", x)), approximate="tanh")
        x = x + linear(p, b + "mlp.down", y)
    return F.linear(norm(p, "norm", x), p["token_embedding.weight"])


def rotated(x, positions):
    """Rotary positions as complex numbers: element i and i + D/2 are one; x [R, H, T, D]."""
    half = x.shape[-1] // 2
    angles = positions[:, None, :, None] * 10000.0 ** (-torch.arange(half).double() / half)
    turned = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat((turned.real, turned.imag), dim=-1)


def llama(p, spec, inputs, starts):
    rows, context = inputs.shape
    heads, shared, width = spec["heads"], spec["key_value_heads"], spec["width"]
    d = width // heads
    t = torch.arange(context)
    seen = (t[None, None, :] <= t[None, :, None]) & (t[None, None, :] >= starts[:, :, None])
    x = p["token_embedding.weight"][inputs]
    for i in range(spec["layers"]):
        b = f"block.{i}."
        y = F.rms_norm(x, (width,), p[b + "norm_1.gain"], 1e-5) @ p[b + "attention.query_key_value.weight"].T
        q, k, v = (z.view(rows, context, -1, d).transpose(1, 2) for z in y.split((width, shared * d, shared * d), dim=2))
        q, k = rotated(q, t - starts), rotated(k, t - starts)
        k, v = (z.repeat_interleave(heads // shared, dim=1) for z in (k, v))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=seen[:, None])
        x = x + y.transpose(1, 2).reshape(rows, context, width) @ p[b + "attention.output.weight"].T
        y = F.rms_norm(x, (width,), p[b + "norm_2.gain"], 1e-5) @ p[b + "mlp.gate_up.weight"].T
        gate, up = y.chunk(2, dim=2)
        x = x + (F.silu(gate) * up) @ p[b + "mlp.down.weight"].T
    return F.linear(F.rms_norm(x, (width,), p["norm.gain"], 1e-5), p["token_embedding.weight"])


def lstm(p, spec, inputs, starts):
    rows, context = inputs.shape
    x = p["embedding.weight"][inputs].unbind(1)
    for layer in range(spec["layers"]):
        b = f"lstm.{layer}."
        h = c = torch.zeros(rows, spec["width"]).double()
        zero = torch.zeros(4 * spec["width"]).double()
        outputs = []
        for t in range(context):
            goes_on = (starts[:, t] != t)[:, None]
            weights = (p[b + "input.weight"], p[b + "recurrent.weight"], p[b + "input.bias"], zero)
            h, c = torch.lstm_cell(x[t], (h * goes_on, c * goes_on), *weights)
            outputs.append(h)
        x = outputs
    return F.linear(torch.stack(x, 1), p["embedding.weight"], p["head.bias"])


def mlp_shapes(spec, vocabulary):
    width = spec["context"] * spec["embedding"]
    shapes = {"embedding.weight": (vocabulary, spec["embedding"])}
    shapes["direct.weight"] = (vocabulary, width)
    for i, out in enumerate(spec["hidden"]):
        shapes[f"hidden.{i}.weight"], shapes[f"hidden.{i}.bias"] = (out, width), (out,)
        width = out
    shapes["head.weight"], shapes["head.bias"] = (vocabulary, width), (vocabulary,)
    return shapes


def gpt_shapes(spec, vocabulary):
    c = spec["width"]
    shapes = {"token_embedding.weight": (vocabulary, c)}
    shapes["position_embedding.weight"] = (spec["context"], c)
    for i in range(spec["layers"]):
        for name, out, into in (
            ("attention.query_key_value", 3 * c, c),
            ("attention.output", c, c),
            ("mlp.up", 4 * c, c),
            ("mlp.down", c, 4 * c),
        ):
            shapes[f"block.{i}.{name}.weight"] = (out, into)
            shapes[f"block.{i}.{name}.bias"] = (out,)
        for name in ("norm_1", "norm_2"):
            shapes[f"block.{i}.{name}.gain"] = shapes[f"block.{i}.{name}.bias"] = (c,)
    shapes["norm.gain"] = shapes["norm.bias"] = (c,)
    return shapes


def llama_shapes(spec, vocabulary):
    c = spec["width"]
    hidden = -(-(-(-8 * c // 3)) // 32) * 32
    joined = c + 2 * spec["key_value_heads"] * (c // spec["heads"])
    shapes = {"token_embedding.weight": (vocabulary, c)}
    for i in range(spec["layers"]):
        b = f"block.{i}."
        shapes[b + "attention.query_key_value.weight"] = (joined, c)
        shapes[b + "attention.output.weight"] = (c, c)
        shapes[b + "mlp.gate_up.weight"], shapes[b + "mlp.down.weight"] = (2 * hidden, c), (c, hidden)
        shapes[b + "norm_1.gain"] = shapes[b + "norm_2.gain"] = (c,)
    shapes["norm.gain"] = (c,)
    return shapes


def lstm_shapes(spec, vocabulary):
    width = spec["width"]
    shapes = {"embedding.weight": (vocabulary, width)}
    for i in range(spec["layers"]):
        shapes[f"lstm.{i}.input.weight"] = shapes[f"lstm.{i}.recurrent.weight"] = (4 * width, width)
        shapes[f"lstm.{i}.input.bias"] = (4 * width,)
    shapes["head.bias"] = (vocabulary,)
    return shapes


def initial(shapes):
    """Nothing at a symmetric point, so that every gradient counts."""
    p = {}
    for name, shape in shapes.items():
        x = torch.randn(shape) * (1 / math.sqrt(shape[1]) if len(shape) == 2 else 0.3)
        p[name] = (x + 1 if name.endswith("gain") else x).double().requires_grad_()
    return p


def batch(spec, vocabulary, rows, targets):
    """Inputs, targets of which some are ignored, and where each position's document starts."""
    context = spec["context"]
    starts = torch.zeros(rows, context, dtype=torch.long)
    if targets > 1:
        starts[1, context // 2 :] = context // 2
    wanted = torch.randint(vocabulary, (rows, targets))
    wanted[-1, -1] = IGNORED
    return torch.randint(vocabulary, (rows, context)), wanted, starts


def golden(model, shapes, spec, vocabulary, rows, targets):
    torch.manual_seed(1)
    p = initial(shapes(spec, vocabulary))
    values = {name: encode(x) for name, x in p.items()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [x for x in p.values() if x.dim() == 2], "weight_decay": WEIGHT_DECAY},
            {"params": [x for x in p.values() if x.dim() < 2], "weight_decay": 0.0},
        ],
        **ADAMW,
    )
    steps, gradients = [], {}
    for step in range(3):
        inputs, wanted, starts = batch(spec, vocabulary, rows, targets)
        logits = model(p, spec, inputs, starts)
        loss = F.cross_entropy(
            logits.reshape(-1, vocabulary), wanted.reshape(-1), ignore_index=IGNORED
        )
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            gradients = {name: encode(x.grad) for name, x in p.items()}
        optimizer.step()
        lists = dict(inputs=inputs, targets=wanted, starts=starts)
        steps.append(dict(loss=loss.item()) | {k: v.flatten().tolist() for k, v in lists.items()})
    return dict(
        torch=torch.__version__,
        model=spec,
        vocabulary=vocabulary,
        rows=rows,
        optimizer=ADAMW | dict(weight_decay=WEIGHT_DECAY),
        steps=steps,
        initial=values,
        gradients=gradients,
        final={name: encode(x) for name, x in p.items()},
    )


def write(folder, name, result):
    with open(f"{folder}/{name}.json", "w") as file:
        lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in result.items())
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    folder = sys.argv[1]
    spec = dict(kind="mlp", context=3, embedding=6, hidden=[10, 10], activation="tanh")
    spec |= dict(residual=True, direct=True, tied=False, biases=True, embedding_std=0.1)
    write(folder, "mlp", golden(mlp, mlp_shapes, spec, 23, 7, 1))
    spec = dict(kind="gpt", layers=2, heads=2, width=12, context=8)
    spec |= dict(key_value_heads=2, norm="layer", positions="learned", feed_forward="gelu")
    spec |= dict(dropout=0.0, tied=True, biases=True, embedding_std=0.02)
    write(folder, "gpt", golden(gpt, gpt_shapes, spec, 19, 3, 8))
    spec |= dict(heads=4, key_value_heads=2, width=16)
    spec |= dict(norm="rms", positions="rotary", feed_forward="swiglu", biases=False)
    write(folder, "llama", golden(llama, llama_shapes, spec, 19, 3, 8))
    dropout = dict(embedding=0.0, input=0.0, hidden=0.0, output=0.0, weight=0.0)
    spec = dict(kind="lstm", layers=2, width=10, embedding=10, context=8)
    spec |= dict(tied=True, biases=True, dropout=dropout)
    write(folder, "lstm", golden(lstm, lstm_shapes, spec, 19, 3, 8))
