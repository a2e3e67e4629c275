"""What the first visitor would otherwise wait for, done before the server says that it is ready."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from linreg import Dataset, TrainConfig
from linreg.server.files import keep_first
from linreg.training.many import train_many


@asynccontextmanager
async def ready(app: object) -> AsyncIterator[None]:
    """The server's life: whoever asks for /_stcore/health, or anything else, is answered once all is at hand."""
    await asyncio.gather(asyncio.to_thread(keep_first), asyncio.to_thread(train_once))
    settle()
    yield


def train_once() -> None:
    """Trains a little. torch imports 800 more modules for its first optimizer, which takes more than a second; and
    whether lanes give the loop's bits on this machine is found out at the first of them."""
    train_many(Dataset.notebook(), [TrainConfig(epochs=1)])


def settle() -> None:
    """Keeps what all imports left in memory out of the garbage collection that Streamlit does after every script
    run: with torch loaded it takes some 250 ms."""
    gc.collect()
    gc.freeze()
