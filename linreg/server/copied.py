"""For an entry that Streamlit serves by itself, as on Community Cloud: our files copied to where it looks for them."""

import os
import tempfile
from pathlib import Path
from threading import Condition

from cachetools import cached

from linreg.picture.sheets import content
from linreg.server.ready import settle, train_once
from linreg.server.sources import LINREG, ours

STATIC = LINREG.parent / "static"


@cached({}, condition=Condition())  # once per process; visitors who come meanwhile wait
def prepare() -> None:
    """Puts the files in place and does what `ready` does elsewhere. With no lifespan, the first visitor waits."""
    for name, file in ours().items():
        place(content(file), STATIC / name)
    train_once()
    settle()


def place(sent: bytes, target: Path) -> None:
    """Writes the file unless the same one is there; in one step, since another process may be serving or placing it."""
    if target.exists() and target.read_bytes() == sent:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        half.write(sent)
    os.chmod(half.name, 0o644)
    os.replace(half.name, target)
