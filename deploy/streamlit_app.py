"""The page's entry point for Streamlit Community Cloud, which reads the requirements beside it. See README.md."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[1])
if ROOT not in sys.path:  # Streamlit adds this folder only; and it runs this file again for every change
    sys.path.insert(0, ROOT)

import app  # noqa: E402

app.shell.prepare_server()
app.shell.show()
