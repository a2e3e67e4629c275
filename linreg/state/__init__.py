"""The page's state as one record: what an address may say, read from one and written back to one. No Streamlit."""

from linreg.state.address import Refused, read, write
from linreg.state.meaning import by_hand, config, drawn, kept, loss, points
from linreg.state.race import fair
from linreg.state.runner import MOST_EPOCHS, SETTINGS, Runner
from linreg.state.runners import MOST_KEPT
from linreg.state.state import State, kind_of, mended

__all__ = [
    "MOST_EPOCHS",
    "MOST_KEPT",
    "SETTINGS",
    "Refused",
    "Runner",
    "State",
    "by_hand",
    "config",
    "drawn",
    "fair",
    "kept",
    "kind_of",
    "loss",
    "mended",
    "points",
    "read",
    "write",
]
