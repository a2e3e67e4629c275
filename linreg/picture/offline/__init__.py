"""One HTML file that plays with the network off: the player's own modules, plotly and the numbers, in one piece.

`to_html(run, "run.html")` writes one, `show(run)` shows the same in a notebook's cell. What is shown is a `Step`, or
several after each other: `single([Step(scene, text={"en": …, "ko": …}), …], title={"en": …, "ko": …})` is a file in
which one goes from one to the next, each a scene of its own with a text above it. A lesson is saved that way, each of
its steps with a `Led`: its question, which is asked before it plays.
"""

from linreg.picture.offline.cell import cell, show
from linreg.picture.offline.file import single, to_html
from linreg.picture.offline.led import Led, Said
from linreg.picture.offline.step import Step

__all__ = ["Led", "Said", "Step", "cell", "show", "single", "to_html"]
