"""Numbers as the page writes them: a comma for thousands, four digits that matter, powers of ten only at the ends."""

import math

MINUS = "−"  # U+2212, as wide as a plus


def plain(value: float, digits: int = 4) -> str:
    """The number as people write it: 1,000 · 0.0123 · 2.5e-07."""
    if value == 0 or not math.isfinite(value):
        text = f"{value:g}"
    elif float(value).is_integer() and abs(value) < 1e9:
        text = f"{int(value):,}"
    elif 1e-4 <= abs(value) < 1e6:
        text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:,.0f}"
    else:
        text = f"{value:.{digits - 1}g}"
    return text.replace("-", MINUS)


def signed(value: float, decimals: int) -> str:
    """The number with its sign and so many decimals: +0.981862 · −0.499132."""
    return f"{value:+.{decimals}f}".replace("-", MINUS)


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage of two digits: 9 % · 0.034 % · under 0.0001 %."""
    value = 100 * share
    if 0 < value < 1e-4:
        return "< 0.0001 %"
    return f"{value:.2g} %" if value < 99.5 else f"{value:,.0f} %"
