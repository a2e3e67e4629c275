"""How many digits of a number are right, beside a certified one."""

import math

MOST = 15  # digits that NIST certifies, and about as many as float64 has


def correct_digits(value: float, certified: float) -> float:
    """−log10 of the relative error (of the absolute one, if 0 is certified), from 0 to MOST.

    The measure that NIST's certified data sets are for (B. McCullough, "Assessing the Reliability of Statistical
    Software: Part I", The American Statistician 52 (1998), p. 360: LRE and LAR).
    """
    if not math.isfinite(value):
        return 0.0
    error = abs(value - certified) / (abs(certified) or 1.0)
    return float(MOST) if error == 0 else min(max(-math.log10(error), 0.0), float(MOST))
