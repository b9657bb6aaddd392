"""Golden values for OptimizerGoldenTest: three tensors after each of six steps, from torch.optim where it has the optimizer, else in float64 by the paper's equations.

    python -P src/test/golden/optimizers.py > src/test/resources/golden/optimizers.json

-P: torch imports Python's own module statistics, which the file of that name beside this one would hide.
"""
import json
import math

import torch

STEPS, WARMUP, FLOOR, PEAK = 6, 2, 0.1, 0.02
BETAS, EPSILON = (0.9, 0.95), 1e-8
SHAPES = [[4, 6], [8, 3], [3]]  # two matrices of a hidden layer, and a bias that never decays

ADAMW = {"kind": "adamw", "betas": BETAS, "epsilon": EPSILON}
ADAM = {"kind": "adam", "betas": BETAS, "epsilon": EPSILON}
SGD = {"kind": "sgd", "momentum": 0.0, "nesterov": False}
MOMENTUM = {"kind": "sgd", "momentum": 0.9, "nesterov": False}
NESTEROV = {"kind": "sgd", "momentum": 0.9, "nesterov": True}
LION = {"kind": "lion", "betas": (0.9, 0.99)}
MUON = {"kind": "muon", "momentum": 0.95, "nesterov": True, "steps": 5, "betas": BETAS, "epsilon": EPSILON}
PLAIN_MUON = {**MUON, "nesterov": False, "steps": 3}

# by whom, the optimizer, form of the matrices' decay, its λ, its learning-rate factor, clip
CASES = {
    "adamw": ("torch", ADAMW, "none", 0.0, 1.0, None),
    "adamw_decoupled": ("torch", ADAMW, "decoupled", 0.5, 1.0, None),
    "adamw_decoupled_clipped": ("torch", ADAMW, "decoupled", 0.5, 1.0, 1.0),
    "adamw_decoupled_factor": ("torch", ADAMW, "decoupled", 0.5, 0.25, 1.0),
    "adamw_independent": ("torch", ADAMW, "independent", 0.05, 1.0, 1.0),
    "adamw_l2": ("torch", ADAMW, "l2", 0.3, 1.0, None),
    "adam": ("torch", ADAM, "none", 0.0, 1.0, None),
    "adam_l2": ("torch", ADAM, "l2", 0.3, 1.0, None),
    "adam_l2_clipped": ("torch", ADAM, "l2", 0.3, 0.5, 1.0),
    "adam_decoupled": ("torch", ADAM, "decoupled", 0.5, 1.0, None),
    "sgd": ("torch", SGD, "none", 0.0, 1.0, None),
    "sgd_l2": ("torch", SGD, "l2", 0.3, 0.5, 1.0),
    "momentum": ("torch", MOMENTUM, "none", 0.0, 1.0, None),
    "momentum_l2": ("torch", MOMENTUM, "l2", 0.3, 1.0, None),
    "momentum_decoupled": ("float64", MOMENTUM, "decoupled", 0.5, 0.5, 1.0),
    "nesterov": ("torch", NESTEROV, "none", 0.0, 1.0, None),
    "nesterov_l2_clipped": ("torch", NESTEROV, "l2", 0.3, 0.5, 1.0),
    "lion": ("float64", LION, "none", 0.0, 1.0, None),
    "lion_decoupled": ("float64", LION, "decoupled", 0.5, 0.25, 1.0),
    "lion_l2": ("float64", LION, "l2", 0.3, 1.0, None),
    "muon": ("torch", MUON, "none", 0.0, 1.0, None),
    "muon_decoupled": ("torch", MUON, "decoupled", 0.5, 0.5, 1.0),
    "muon_not_nesterov": ("torch", PLAIN_MUON, "none", 0.0, 1.0, None),
    "muon_exact": ("float64", MUON, "none", 0.0, 1.0, None),
    "muon_decoupled_exact": ("float64", MUON, "decoupled", 0.5, 0.5, 1.0),
    "muon_l2_exact": ("float64", MUON, "l2", 0.3, 1.0, None),
    "muon_not_nesterov_exact": ("float64", PLAIN_MUON, "none", 0.0, 1.0, None),
}


def multiplier(t):
    """Cosine with warm-up and floor; t is 1-based."""
    if t <= WARMUP:
        return t / WARMUP
    return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * (t - WARMUP) / (STEPS - WARMUP)))


def torch_optimizers(spec, form, lam, factor, matrices, bias):
    decay = lam / (factor * PEAK) if form == "independent" else lam
    groups = [{"params": matrices, "weight_decay": decay, "lr": factor * PEAK}, {"params": [bias], "weight_decay": 0.0, "lr": PEAK}]
    if spec["kind"] == "sgd":
        return [torch.optim.SGD(groups, momentum=spec["momentum"], nesterov=spec["nesterov"], foreach=False)]
    if spec["kind"] == "muon":
        muon = torch.optim.Muon([groups[0]], momentum=spec["momentum"], nesterov=spec["nesterov"], ns_steps=spec["steps"], adjust_lr_fn="match_rms_adamw")
        return [muon, torch.optim.AdamW([groups[1]], betas=BETAS, eps=EPSILON, foreach=False)]
    adam = torch.optim.Adam if form == "l2" else torch.optim.AdamW
    return [adam(groups, betas=BETAS, eps=EPSILON, foreach=False)]


def by_torch(spec, form, lam, factor, clip, start, gradients):
    tensors = [torch.nn.Parameter(x.clone()) for x in start]
    optimizers = torch_optimizers(spec, form, lam, factor, tensors[:-1], tensors[-1])
    schedules = [torch.optim.lr_scheduler.LambdaLR(o, lambda done: multiplier(min(done + 1, STEPS))) for o in optimizers]
    values = []
    for g in gradients:
        for tensor, gradient in zip(tensors, g):
            tensor.grad = gradient.clone()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(tensors, clip)
        for each in optimizers + schedules:
            each.step()
        values.append([flat(t.detach()) for t in tensors])
    return values


def direction(spec, state, g, t):
    """u of step t in float64; state has the tensor's own running averages."""
    zero = torch.zeros_like(g)
    if spec["kind"] == "sgd":
        b = state["b"] = spec["momentum"] * state.get("b", zero) + g
        return g + spec["momentum"] * b if spec["nesterov"] else b
    beta1, beta2 = spec["betas"]
    m = state.get("m", zero)
    if spec["kind"] == "muon" and g.dim() == 2:
        mu = spec["momentum"]
        m = state["m"] = mu * m + (1 - mu) * g
        return 0.2 * max(g.shape) ** 0.5 * newton_schulz((1 - mu) * g + mu * m if spec["nesterov"] else m, spec["steps"])
    if spec["kind"] == "muon":
        m = state["m"] = beta1 * m + (1 - beta1) * g
        v = state["v"] = beta2 * state.get("v", zero) + (1 - beta2) * g * g
        return m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + spec["epsilon"])
    state["m"] = beta2 * m + (1 - beta2) * g
    return torch.sign(beta1 * m + (1 - beta1) * g)


def newton_schulz(g, steps):
    """Jordan et al. 2024, without the rounding to bfloat16."""
    x = g / max(float((g * g).sum() ** 0.5), 1e-7)
    for _ in range(steps):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x


def by_equations(spec, form, lam, factor, clip, start, gradients):
    tensors = [x.double() for x in start]
    states = [{} for _ in tensors]
    values = []
    for t, given in enumerate(gradients, 1):
        norm = sum((g.double() ** 2).sum() for g in given) ** 0.5
        scale = 1 if clip is None else min(1, clip / (norm + 1e-6))
        for i, g in enumerate(given):
            own, k = (0, 1) if i == len(given) - 1 else (lam, factor)
            eta = k * PEAK * multiplier(t)
            theta = tensors[i]
            g = scale * g.double() + (own * theta if form == "l2" else 0)
            u = direction(spec, states[i], g, t)
            tensors[i] = theta - eta * u - (eta * own * theta if form == "decoupled" else 0)
        values.append([flat(t) for t in tensors])
    return values


def flat(tensor):
    return [float(f"{x:.9g}") for x in tensor.flatten().tolist()]


def main():
    torch.manual_seed(7)
    start = [torch.randn(shape) for shape in SHAPES]
    # Sizes differ from step to step, so that some steps are clipped at 1 and others are not.
    gradients = [[s * torch.randn(shape) for shape in SHAPES] for s in (0.1, 1, 0.05, 3, 0.2, 0.01)]
    run = {"torch": by_torch, "float64": by_equations}
    print(json.dumps({
        "made_by": f"src/test/golden/optimizers.py, torch {torch.__version__}",
        "steps": STEPS, "warmup": WARMUP, "floor": FLOOR, "peak": PEAK, "shapes": SHAPES,
        "start": [flat(x) for x in start], "gradients": [[flat(x) for x in g] for g in gradients],
        "cases": [{"name": name, "by": by, "optimizer": o, "form": f, "lambda": l, "learning_rate_factor": k, "clip": c,
                   "values": run[by](o, f, l, k, c, start, gradients)} for name, (by, o, f, l, k, c) in CASES.items()]}))


if __name__ == "__main__":
    main()
