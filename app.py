# ruff: noqa: F401, I001
# The heavy libraries come first, in one fixed order: several first visitors at once could otherwise meet one half
# imported.
import numpy
import pandas
import pyarrow
import torch
import plotly

from linreg.views import shell

if __name__ == "__main__":  # deploy/streamlit_app.py has the imports from here
    shell.prepare_server()
    shell.show()
