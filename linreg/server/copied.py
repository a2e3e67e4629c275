"""For an entry that Streamlit serves by itself, as on Community Cloud: our files copied to where it looks for them."""

import filecmp
import os
import shutil
import tempfile
from pathlib import Path
from threading import Condition

from cachetools import cached

from linreg.server.ready import settle, train_once
from linreg.server.sources import LINREG, ours

STATIC = LINREG.parent / "static"


@cached({}, condition=Condition())  # once per process; visitors who come meanwhile wait
def prepare() -> None:
    """Puts the files in place and does what `ready` does elsewhere. With no lifespan, the first visitor waits."""
    for name, file in ours().items():
        place(file, STATIC / name)
    train_once()
    settle()


def place(source: Path, target: Path) -> None:
    """Copies the file unless the same one is there; in one step, since another process may be serving or placing it."""
    if target.exists() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        shutil.copyfile(source, half.name)
    os.chmod(half.name, 0o644)
    os.replace(half.name, target)
