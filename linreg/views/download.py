"""A button that gives the viewer a file, made only when he wants it: a long table costs 60 ms, a lesson seconds."""

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

TYPES = {".csv": "text/csv", ".html": "text/html", ".py": "text/x-python"}


def button(label: str, file: str, content: Callable[[], str | bytes], key: str, icon: str | None = "download") -> None:
    """The button for a file of that name."""
    st.download_button(
        label,
        data=content,
        file_name=file,
        mime=TYPES[PurePath(file).suffix],
        on_click="ignore",
        icon=icon and f":material/{icon}:",
        key=key,
    )
