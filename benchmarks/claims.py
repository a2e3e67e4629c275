"""What a benchmark hands back: a number beside the bound it was promised to keep."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One promise and what was measured. Without a bound it is there for comparison."""

    what: str
    measured: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def bound(self) -> str:
        """The bound in words, "" without one."""
        if self.at_most is not None:
            return f"at most {self.at_most:,g}"
        return "" if self.at_least is None else f"at least {self.at_least:,g}"

    @property
    def verdict(self) -> str:
        """Whether it was kept: "kept", "MISSED", or "" without a bound."""
        if not self.bound:
            return ""
        above = self.at_most is not None and not self.measured <= self.at_most
        below = self.at_least is not None and not self.measured >= self.at_least
        return "MISSED" if above or below else "kept"


def table(claims: Sequence[Claim]) -> str:
    """The claims as one table."""
    rows = [("", "measured", "bound", "", "")]
    rows += [
        (c.what, f"{c.measured:,.3g}" if c.measured < 100 else f"{c.measured:,.0f}", c.bound, c.unit, c.verdict)
        for c in claims
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    right = (1, 2)
    cells = [
        [cell.rjust(w) if i in right else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        for row in rows
    ]
    return "\n".join("  ".join(row).rstrip() for row in cells)
