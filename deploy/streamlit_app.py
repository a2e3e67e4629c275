"""The page's entry point for Streamlit Community Cloud, which reads the requirements beside it. See README.md.

A plain script, as Community Cloud is known to run it: Streamlit serves the files, compresses them, and sets no headers.
"""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[1])
if ROOT not in sys.path:  # Streamlit adds this folder only; and it runs this file again for every change
    sys.path.insert(0, ROOT)

import app  # noqa: E402, F401  # the heavy libraries in their order
from linreg.server import copied  # noqa: E402
from linreg.views import shell  # noqa: E402

copied.prepare()
shell.show()
