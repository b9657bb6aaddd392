"""Golden values for the statistics of studies, from scipy.stats, numpy.polyfit and plain enumeration.

    python src/test/golden/statistics.py > src/test/resources/golden/statistics.json
"""
import itertools
import json

import numpy
import scipy
from scipy import integrate, optimize, stats


def t_test(values, share):
    """Nadeau and Bengio (2003): (1/n + n2/n1)·s² for the variance of the mean."""
    values = numpy.array(values)
    n = len(values)
    mean, error = values.mean(), numpy.sqrt((1 / n + share) * values.var(ddof=1))
    low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=error)
    p = 2 * stats.t.sf(abs(mean / error), n - 1)
    if share == 0:  # Student's own, by the library
        assert numpy.isclose(p, stats.ttest_1samp(values, 0).pvalue)
    return {"values": values.tolist(), "share": share, "mean": mean, "error": error, "p": p, "low": low, "high": high,
            "detectable": detectable(n - 1) * error}


def detectable(df):
    """The effect, in standard errors, that the two-sided test at 5 % sees with a power of 80 %."""
    critical = stats.t.ppf(0.975, df)

    def power(effect):  # by quadrature over s/σ: scipy's nct has no number for one degree of freedom here
        tails = lambda s: stats.norm.sf(critical * s - effect) + stats.norm.cdf(-critical * s - effect)
        value = integrate.quad(lambda s: tails(s) * stats.chi.pdf(s, df, scale=df ** -0.5), 0, 10, limit=500, points=[effect / critical])[0]
        library = stats.nct.sf(critical, df, effect) + stats.nct.cdf(-critical, df, effect)
        assert numpy.isnan(library) or abs(value - library) < 1e-6
        return value

    return optimize.brentq(lambda effect: power(effect) - 0.8, 0.1, 50)


def signed_rank(values):
    """All 2^n signs of Pratt's ranks. Without ties and zeros scipy's exact distribution says the same."""
    values = numpy.array(values)
    ranks = stats.rankdata(abs(values))[values != 0]
    found = ranks[values[values != 0] > 0].sum()
    sums = numpy.array([numpy.dot(ranks, signs) for signs in itertools.product([0, 1], repeat=len(ranks))])
    greater, less = (sums >= found - 1e-9).mean(), (sums <= found + 1e-9).mean()
    two_sided = min(1.0, 2 * min(greater, less))
    if (values != 0).all() and len(set(abs(values))) == len(values):
        assert numpy.isclose(two_sided, stats.wilcoxon(values, method="exact").pvalue)
    return {"values": values.tolist(), "greater": greater, "two_sided": two_sided}


def parabola(lambdas, nll, share):
    """Fieller's interval as what it is: every x at which the folds' slopes could have a mean of 0."""
    x = numpy.log(lambdas)
    fits = numpy.array([numpy.polyfit(x, y, 2) for y in nll])
    a, b, c = fits.mean(0)
    k = len(nll)

    def excess(at):
        slopes = 2 * fits[:, 0] * at + fits[:, 1]
        t = slopes.mean() / numpy.sqrt((1 / k + share) * slopes.var(ddof=1))
        return abs(t) - stats.t.ppf(0.975, k - 1)

    minimum = -b / (2 * a)
    low = optimize.brentq(excess, minimum - 5, minimum)
    high = optimize.brentq(excess, minimum, minimum + 5)
    return {"lambdas": lambdas, "nll": nll, "share": share, "minimum": numpy.exp(minimum), "at_minimum": numpy.polyval([a, b, c], minimum),
            "low": numpy.exp(low), "high": numpy.exp(high)}


def curve(lambdas, noise, seed):
    random = numpy.random.default_rng(seed)
    return [[float(4 + 0.1 * fold + 0.03 * numpy.log(x / 0.2) ** 2 + noise * random.normal()) for x in lambdas] for fold in range(5)]


DIFFERENCES = [-0.041, -0.029, -0.052, 0.004, -0.017]
print(json.dumps({
    "versions": {"numpy": numpy.__version__, "scipy": scipy.__version__},
    "t": [t_test(DIFFERENCES, 0), t_test(DIFFERENCES, 0.25), t_test(DIFFERENCES[:3], 0.5), t_test(DIFFERENCES[:2], 1.0)],
    "signed_rank": [signed_rank(v) for v in ([0.5, -0.2, 0.9, 0.3, 1.4, -0.1, 0.8], [1, 1, -1, 2, 3, 3], [0, 0, 1, -2, 3, 4, 5, 5], [-1, -2, -3],
                                             [0, 0, 0], [0.5])],
    "parabola": [parabola(xs, curve(xs, noise, 7), 0.25) for xs, noise in (([0.1, 0.2, 0.5], 0.002), ([0.05, 0.1, 0.2, 0.3, 0.7], 0.004))],
}, indent=1))
