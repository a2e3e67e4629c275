"""Numbers as the page writes them: a comma for thousands, four digits that matter, powers of ten only at the ends."""

import math
import re

from linreg.words import Words

MINUS = "−"  # U+2212, as wide as a plus


def plain(value: float, digits: int = 4) -> str:
    """The number as people write it: 1,000 · 0.0123 · 2.5e−7."""
    if value == 0 or not math.isfinite(value):
        text = f"{value:g}"
    elif float(value).is_integer() and abs(value) < 1e9:
        text = f"{int(value):,}"
    elif 1e-4 <= abs(value) < 1e6:
        text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:,.0f}"
    else:
        text = re.sub(r"e(-?)[+0]*", r"e\1", f"{value:.{digits - 1}g}")
    return text.replace("-", MINUS)


def whole(number: int) -> str:
    """A whole number: 1,000; of a thousand million and more three digits: 2.5e12."""
    return f"{number:,}" if number < 10**9 else plain(float(number), 3)


def times(factor: float) -> str:
    """A factor in three digits, in more where they would hide that it is not 1: 2.77 · 1.00006."""
    return next(text for digits in (3, 4, 6, 8, 10, 12, 17) if (text := plain(factor, digits)) != "1" or factor == 1)


def signed(value: float, decimals: int) -> str:
    """The number with its sign and so many decimals: +0.981862 · −0.499132."""
    if abs(value) >= 1e6:
        return "+" * (value > 0) + plain(value)
    return f"{value:+.{decimals}f}".replace("-", MINUS)


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage of two digits: 9% · 0.034% · < 0.0001%."""
    value = 100 * share
    if 0 < value < 1e-4:
        return "< 0.0001%"
    return f"{value:.2g}%" if value < 99.5 else f"{plain(value, 3)}%" if value >= 1e6 else f"{value:,.0f}%"


def percent_left(say: Words, share: float) -> str:
    """The same within a sentence: 9% · less than 0.0001% · more than 99%, if not all."""
    text = percent(share)
    if text == "100%" and share < 1:
        return say("rate.more_than", share="99%")
    return say("rate.less_than", share=text[2:]) if text.startswith("<") else text
