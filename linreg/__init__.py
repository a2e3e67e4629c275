"""Linear regression by gradient descent, every state of it. The core; needs neither Streamlit nor Plotly."""

from linreg.picture.offline import cell, show, to_html
from linreg.points.dataset import Dataset
from linreg.points.library import LIBRARY, library
from linreg.points.reading import read_csv
from linreg.training import optimizers
from linreg.training.config import TrainConfig
from linreg.training.loop import train
from linreg.training.many import train_many
from linreg.training.run import Run

__all__ = [
    "LIBRARY",
    "Dataset",
    "Run",
    "TrainConfig",
    "library",
    "optimizers",
    "read_csv",
    "show",
    "to_html",
    "train",
    "train_many",
]

Run.in_a_notebook = staticmethod(cell)  # training knows no picture
