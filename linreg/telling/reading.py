"""What was read of a file, and why one gives no points. The sentences hold names from the file: plain text only."""

from linreg.points.reading.problem import Unreadable
from linreg.points.reading.rows import MOST_ROWS
from linreg.points.report import Report
from linreg.words import Words

PLAIN = (("#1", "#2"), ("x", "y"))  # the columns of numbers alone, and of lists


def told(say: Words, report: Report, pasted: bool = False) -> list[str]:
    """What was read: how, which columns, and which rows are not among the points. pasted : whether from no file."""
    separator, decimal = say(f"own.separator_{report.separator}"), say(f"own.decimal_{_SIGNS[report.decimal]}")
    how = {"rows": f"{report.rows:,}", "separator": separator, "decimal": decimal}
    read = say("own.pasted", **how) if pasted else say("own.read", encoding=report.encoding, **how)
    plain = not report.header and report.columns in PLAIN  # nobody has named them, and there are no others
    sentences = [read] if plain else [read, say("own.columns", x=report.x, y=report.y)]
    for dropped in report.dropped:
        why = say(f"own.dropped_{dropped.reason}")
        sentences.append(say("own.dropped", rows=f"{dropped.rows:,}", first=f"{dropped.first:,}", why=why))
    if report.cut:
        sentences.append(say("own.cut", most=f"{MOST_ROWS:,}"))
    return sentences


def failed(say: Words, error: Unreadable) -> str:
    """Why a file gives no points, in one sentence; and that the points there are have stayed."""
    values = {name: f"{value:,}" if isinstance(value, int) else value for name, value in error.values.items()}
    return say("own.failed", why=say(f"own.why_{error.reason}", **values))


_SIGNS = {".": "point", ",": "comma"}
