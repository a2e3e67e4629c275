"""Points from a file or a pasted table: bytes -> text -> rows -> numbers -> points, and a report of all that.

Rows are split by the standard library's `csv`. The rest is ours: pandas would be the usual way, but the core does
without it (0.8 s to import), and it is quiet where a learner has to be told: it turns 1e400 into infinity, shifts a
ragged row, takes "1,5" for text or for fifteen as it was configured, and knows neither which rows it lost nor why.
"""

from linreg.points.reading.problem import Unreadable
from linreg.points.reading.read import read, read_csv
from linreg.points.report import Dropped, Report

__all__ = ["Dropped", "Report", "Unreadable", "read", "read_csv"]
