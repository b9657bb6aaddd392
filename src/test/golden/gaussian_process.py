"""Expected values of GaussianProcessTest, EvidenceTest and ExpectedImprovementTest.

Made with Python 3.11, numpy 2.4.6 and mpmath 1.4.1:  python gaussian_process.py
"""
import mpmath
import numpy as np

X = np.array([[0.1, 0.3], [0.4, 0.9], [0.75, 0.2], [0.9, 0.6]])
Y = np.array([1.1, -0.7, -0.4, 0.5])
NOISE = np.array([0.01, 0.02, 0.01, 0.04])
LENGTHS, SIGNAL, FACTOR = np.array([0.3, 0.8]), 0.7, 0.5
AT = np.array([[0.5, 0.5], [0.1, 0.3], [1.0, 0.0]])


def kernel(a, b):
    r = np.sqrt((((a[:, None] - b[None]) / LENGTHS) ** 2).sum(-1))
    matern = SIGNAL * (1 + np.sqrt(5) * r + 5 / 3 * r**2) * np.exp(-np.sqrt(5) * r)
    line = ((a[:, None] - 0.5) * (b[None] - 0.5) / LENGTHS**2).sum(-1)
    bend = lambda x: (x - 0.5) ** 2 - 1 / 12
    parabola = (bend(a)[:, None] * bend(b)[None] / LENGTHS**4).sum(-1)
    return 1 + matern + 0.4 * line + 1.3 * parabola


def posterior():
    k = kernel(X, X) + np.diag(FACTOR * NOISE + 1e-8)
    cross = kernel(AT, X)
    mean = cross @ np.linalg.solve(k, Y)
    variance = np.diag(kernel(AT, AT) - cross @ np.linalg.solve(k, cross.T))
    print("mean", [repr(float(v)) for v in mean], "deviation", [repr(float(v)) for v in np.sqrt(variance)])
    prior = lambda value, median, sd: 0.5 * (np.log(value / median) / sd) ** 2
    penalty = sum(prior(l, 0.3 * np.sqrt(2), 1) for l in LENGTHS) + prior(SIGNAL, 1, 1) + prior(FACTOR, 0.3, 1)
    evidence = 0.5 * Y @ np.linalg.solve(k, Y) + 0.5 * np.linalg.slogdet(k)[1] + penalty
    print("negative log posterior", repr(float(evidence)))


def log_improvement():
    mpmath.mp.dps = 60
    for z in (-1e6, -100, -20, -5, -1.000001, -0.999999, -0.5, 0, 1, 3, 9):
        z = mpmath.mpf(repr(z))
        print(z, mpmath.nstr(mpmath.log(mpmath.npdf(z) + z * mpmath.erfc(-z / mpmath.sqrt(2)) / 2), 17) if z > -1000 else
              mpmath.nstr(-z**2 / 2 - mpmath.log(2 * mpmath.pi) / 2 - 2 * mpmath.log(-z) + mpmath.log1p(-3 / z**2), 17))


posterior()
log_improvement()
