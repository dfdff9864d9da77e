#!/usr/bin/env python3
"""Reference points for packages/fissure/test/base/elementary.test.ts, with mpmath at 60 digits.

Usage: python3 scripts/oracles/elementary.py > packages/fissure/test/base/elementary-points.json
Each point: arguments, the nearest double to the true value, and what the true value has beyond it, in units of the last
place of that double. So the test can tell errors of a fraction of a unit.
"""
import json
import random
import sys

import mpmath

mpmath.mp.dps = 60
random.seed(20260101)


def uniform(low, high):
    return lambda: random.uniform(low, high)


def spread(low, high):
    """Evenly spread in the exponent."""
    return lambda: 10 ** random.uniform(low, high)


FUNCTIONS = {
    'exp': (mpmath.exp, [uniform(-708, 709), uniform(-3, 3), uniform(-1e-3, 1e-3)]),
    'ln': (mpmath.log, [spread(-307, 308), uniform(0.5, 2), uniform(0.999, 1.001)]),
    'log10': (lambda x: mpmath.log(x) / mpmath.log(10), [spread(-307, 308), uniform(0.5, 2), uniform(0.999, 1.001)]),
    'sin': (mpmath.sin, [uniform(-10, 10), uniform(-1e6, 1e6), spread(6, 300)]),
    'cos': (mpmath.cos, [uniform(-10, 10), uniform(-1e6, 1e6), spread(6, 300)]),
    'tan': (mpmath.tan, [uniform(-10, 10), uniform(-1e6, 1e6), spread(6, 300)]),
    'arcsin': (mpmath.asin, [uniform(-1, 1), uniform(0.99, 1), uniform(-1e-3, 1e-3)]),
    'arccos': (mpmath.acos, [uniform(-1, 1), uniform(0.99, 1), uniform(-1, -0.99)]),
    'arctan': (mpmath.atan, [uniform(-5, 5), spread(-5, 20), uniform(-0.1, 0.1)]),
}
POW = [
    (uniform(0.1, 10), uniform(-3, 3)),
    (spread(-6, 6), uniform(-50, 50)),
    (uniform(0.999, 1.001), uniform(-1e5, 1e5)),
    (spread(-300, 300), uniform(-1, 1)),
]
# Multiples of pi / 2 are the hard arguments of sin, cos and tan.
HARD = {name: [float(n * mpmath.pi / 2) for n in (1, 2, 3, 4, 355, 10**5, 636619)] for name in ('sin', 'cos', 'tan')}


def point(arguments, value):
    nearest = float(value)
    unit = mpmath.mpf(2) ** (mpmath.floor(mpmath.log(abs(mpmath.mpf(nearest)), 2)) - 52)
    return [*arguments, nearest, round(float((value - mpmath.mpf(nearest)) / unit), 3)]


points = {}
for name, (function, draws) in FUNCTIONS.items():
    arguments = [draw() for draw in draws for _ in range(100)] + HARD.get(name, [])
    points[name] = [point([x], function(mpmath.mpf(x))) for x in arguments]
pairs = [(x(), y()) for x, y in POW for _ in range(100)]
points['pow'] = [point([x, y], mpmath.mpf(x) ** mpmath.mpf(y)) for x, y in pairs]
json.dump(points, sys.stdout, separators=(',', ':'))
print()
