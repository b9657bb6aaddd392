"""Golden values for AdamWTest, from torch.optim: values of two tensors after each of six steps.

    python src/test/golden/adamw.py > src/test/resources/golden/adamw.json
"""
import json
import math

import torch

STEPS, WARMUP, FLOOR, PEAK = 6, 2, 0.1, 0.02
BETAS, EPSILON = (0.9, 0.95), 1e-8

# form of the weight's decay, its λ, its learning-rate factor, clip; the bias never decays
CASES = {
    "adam": ("none", 0.0, 1.0, None),
    "decoupled": ("decoupled", 0.5, 1.0, None),
    "decoupled_clipped": ("decoupled", 0.5, 1.0, 1.0),
    "decoupled_factor": ("decoupled", 0.5, 0.25, 1.0),
    "independent": ("independent", 0.05, 1.0, 1.0),
    "l2": ("l2", 0.3, 1.0, None),
    "l2_clipped": ("l2", 0.3, 1.0, 1.0),
}


def multiplier(t):
    """Cosine with warm-up and floor; t is 1-based."""
    if t <= WARMUP:
        return t / WARMUP
    return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * (t - WARMUP) / (STEPS - WARMUP)))


def run(form, lam, factor, clip, start, gradients):
    weight, bias = (torch.nn.Parameter(torch.tensor(x)) for x in start)
    optimizer_class = torch.optim.Adam if form == "l2" else torch.optim.AdamW
    decay = lam / (factor * PEAK) if form == "independent" else lam
    optimizer = optimizer_class(
        [{"params": [weight], "weight_decay": decay, "lr": factor * PEAK}, {"params": [bias], "weight_decay": 0.0, "lr": PEAK}],
        betas=BETAS, eps=EPSILON, foreach=False)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda done: multiplier(min(done + 1, STEPS)))
    values = []
    for g in gradients:
        weight.grad, bias.grad = (torch.tensor(x) for x in g)
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([weight, bias], clip)
        optimizer.step()
        schedule.step()
        values.append([weight.detach().flatten().tolist(), bias.detach().tolist()])
    return values


def main():
    torch.manual_seed(7)
    start = [torch.randn(4, 5).tolist(), torch.randn(3).tolist()]
    # Sizes differ from step to step, so that some steps are clipped at 1 and others are not.
    gradients = [[(s * torch.randn(4, 5)).tolist(), (s * torch.randn(3)).tolist()] for s in (0.1, 1, 0.05, 3, 0.2, 0.01)]
    flat = lambda pair: [[x for row in pair[0] for x in row], pair[1]]
    print(json.dumps({
        "made_by": f"src/test/golden/adamw.py, torch {torch.__version__}",
        "steps": STEPS, "warmup": WARMUP, "floor": FLOOR, "peak": PEAK, "betas": BETAS, "epsilon": EPSILON,
        "start": flat(start), "gradients": [flat(g) for g in gradients],
        "cases": [{"name": n, "form": f, "lambda": l, "learning_rate_factor": k, "clip": c, "values": run(f, l, k, c, start, gradients)}
                  for n, (f, l, k, c) in CASES.items()]}))


if __name__ == "__main__":
    main()
