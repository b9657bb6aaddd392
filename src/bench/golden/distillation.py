"""Golden values of a loss with soft targets, from PyTorch's autograd.

Reads the models and the first batch of golden.py's files in the folder given, and writes distillation.json there: for
each kind the soft targets (ids, ascending, and probabilities for each target), the loss and all gradients. The loss
is PyTorch's cross_entropy twice: with the text's tokens, and with probabilities over the K ids and all others
as one class, whose logit is the logsumexp of theirs. Run with torch 2.x:

    python src/bench/golden/distillation.py src/test/resources/golden
"""

import base64
import json
import sys

import numpy
import torch
import torch.nn.functional as F

from golden import IGNORED, encode, gpt, llama, lstm, mlp, write

WEIGHT, TOP = 0.6, 5


def decode(text, shape):
    values = numpy.frombuffer(base64.b64decode(text), dtype="<f4").astype("float64")
    return torch.from_numpy(values).reshape(shape).requires_grad_()


def teacher(targets, vocabulary):
    """Any distribution, and its most probable ids in ascending order."""
    p = torch.softmax(2 * torch.randn(targets, vocabulary), -1)
    ids = p.topk(TOP).indices.sort().values
    return ids, p.gather(1, ids).float().double()


def soft_loss(logits, ids, q):
    rest = torch.ones_like(logits).scatter(1, ids, 0).bool()
    others = logits.masked_fill(~rest, -torch.inf).logsumexp(1, keepdim=True)
    classes = torch.cat((logits.gather(1, ids), others), 1)
    return F.cross_entropy(classes, torch.cat((q, 1 - q.sum(1, keepdim=True)), 1))


def distilled(model, golden, shapes):
    torch.manual_seed(2)
    p = {name: decode(text, shapes[name]) for name, text in golden["initial"].items()}
    spec, rows, vocabulary = golden["model"], golden["rows"], golden["vocabulary"]
    step = golden["steps"][0]
    inputs = torch.tensor(step["inputs"]).view(rows, -1)
    starts = torch.tensor(step["starts"]).view(rows, -1)
    wanted = torch.tensor(step["targets"])
    logits = model(p, spec, inputs, starts).reshape(-1, vocabulary)
    ids, q = teacher(len(wanted), vocabulary)
    counted = wanted != IGNORED
    hard = F.cross_entropy(logits, wanted, ignore_index=IGNORED)
    soft = soft_loss(logits[counted], ids[counted], q[counted])
    loss = (1 - WEIGHT) * hard + WEIGHT * soft
    loss.backward()
    return dict(
        loss=loss.item(),
        ids=ids.flatten().tolist(),
        probabilities=q.flatten().tolist(),
        gradients={name: encode(x.grad) for name, x in p.items()},
    )


if __name__ == "__main__":
    import golden as module

    folder = sys.argv[1]
    result = dict(torch=torch.__version__, weight=WEIGHT, top=TOP)
    for kind, model in dict(mlp=mlp, gpt=gpt, llama=llama, lstm=lstm).items():
        with open(f"{folder}/{kind}.json") as file:
            read = json.load(file)
        shapes = getattr(module, f"{kind}_shapes")(read["model"], read["vocabulary"])
        result[kind] = distilled(model, read, shapes)
    write(folder, "distillation", result)
