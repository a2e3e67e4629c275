"""Numbers as the page writes them: a comma for thousands, four digits that matter, powers of ten only at the ends."""

import math


def plain(value: float, digits: int = 4) -> str:
    """The number as people write it: 1,000 · 0.0123 · 2.5e-07."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    if float(value).is_integer() and abs(value) < 1e9:
        return f"{int(value):,}"
    if 1e-4 <= abs(value) < 1e6:
        return f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:,.0f}"
    return f"{value:.{digits - 1}g}"


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage of two digits: 9 % · 0.034 % · under 0.0001 %."""
    value = 100 * share
    if 0 < value < 1e-4:
        return "< 0.0001 %"
    return f"{value:.2g} %" if value < 100 else f"{value:,.0f} %"
