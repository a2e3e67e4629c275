"""The page's state as one record: what an address may say, read from one and written back to one. No Streamlit."""

from linreg.state.address import Refused, read, write
from linreg.state.meaning import config, drawn, points
from linreg.state.state import State, kind_of, mended

__all__ = ["Refused", "State", "config", "drawn", "kind_of", "mended", "points", "read", "write"]
