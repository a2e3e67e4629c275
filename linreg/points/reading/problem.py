"""Why a file gives no points."""


class Unreadable(ValueError):
    """A file or a pasted table that gives no points.

    reason : one of REASONS, for whoever tells it in another language than the message's; `values` are what that
        sentence needs beside it.
    """

    def __init__(self, reason: str, **values: int | str) -> None:
        super().__init__(REASONS[reason].format(**values))
        self.reason, self.values = reason, values


REASONS = {
    "size": "the file has more than {most} bytes",
    "empty": "there is nothing in it",
    "archive": "it is a workbook or an archive, not text: save it as CSV",
    "binary": "it is not text",
    "encoding": "its letters are neither UTF-8, UTF-16 with a mark, CP949 nor Windows-1252: save it as CSV UTF-8",
    "quotes": "a quotation mark is left open or closed in the wrong place near line {line}",
    "wide": "line {line} has {n} cells in one row, and at most {most} are read: write each point in a row of its own",
    "lengths": "x and y must be equally long, got {x} and {y} numbers",
    "no_numbers": "no row has two numbers in it, separated by a comma, a semicolon, a tab or spaces",
    "one_column": "only one column holds numbers, and two are needed",
    "no_column": "there is no column '{name}': there are {columns}",
    "same_column": "x and y are the same column",
    "no_rows": "no row has a number in both columns",
    "too_large": "no row has two numbers up to 1e30: larger ones are too large for float32, in which training computes",
}
