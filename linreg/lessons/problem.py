"""What is wrong with a lesson's file: the line and the reason."""


class Wrong(ValueError):
    """A file that is no lesson. `line` counts from 1; `reason` is a key of the words [lesson_wrong].

    what : what stands there. A stranger may have written it: show it as plain text only.
    """

    def __init__(self, line: int, reason: str, what: str = "") -> None:
        super().__init__(f"line {line}: {reason} {what}".rstrip())
        self.line, self.reason, self.what = line, reason, what[:60]
