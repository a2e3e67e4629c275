"""The README's example prints what the README says."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_example_prints_the_numbers_beneath_it() -> None:
    code, printed = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", README.read_text(), re.S).groups()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=README.parent, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == printed


def test_the_files_it_names_exist() -> None:
    text = README.read_text()
    paths = re.findall(r"\]\(([\w/.]+)\)", text) + re.findall(
        r"`((?:linreg|static|deploy|tests|benchmarks)/[\w/.]*)`", text
    )
    assert paths and [path for path in paths if not (README.parent / path).exists()] == []
