"""A stylesheet in one piece: it is written as several files, one a concern, and sent as one."""

import re
from pathlib import Path

PARTS = "styles"  # the folder beside a sheet that holds them; no browser asks for one
IMPORT = re.compile(rf'^@import "({PARTS}/[\w-]+\.css)";\n'.encode(), re.MULTILINE)


def content(file: Path) -> bytes:
    """What is sent of a file: a sheet with its parts in it, since one made by a script may import none."""
    sheet = file.read_bytes()
    if file.suffix != ".css":
        return sheet
    return IMPORT.sub(lambda found: (file.parent / found[1].decode()).read_bytes(), sheet)
