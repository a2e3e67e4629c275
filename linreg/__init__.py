"""Linear regression by gradient descent, every state of it. The core; needs neither Streamlit nor Plotly."""

from linreg.data import Dataset
from linreg.train import Run, TrainConfig, train

__all__ = ["Dataset", "Run", "TrainConfig", "train"]
