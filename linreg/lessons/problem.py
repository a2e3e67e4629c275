"""What is wrong with a lesson's file: the line and the reason."""

# What a lesson that is still being made may lack, or have wrong in one of the maker's fields
UNFINISHED = frozenset(
    (
        *("no_title", "step_title", "ask_without_question", "question_without_ask", "options", "option_key"),
        *("no_answer", "answer_without_ask", "answer_place", "answer_number", "expression", "compared", "long"),
    )
)


class Wrong(ValueError):
    """A file that is no lesson. `line` counts from 1; `reason` is a key of the words [lesson_wrong].

    what : what stands there. A stranger may have written it: show it as plain text only.
    """

    def __init__(self, line: int, reason: str, what: str = "") -> None:
        super().__init__(f"line {line}: {reason} {what}".rstrip())
        self.line, self.reason, self.what = line, reason, what[:60]
