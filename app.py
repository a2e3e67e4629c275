# ruff: noqa: F401, I001
# The heavy libraries come first, in one fixed order and before anybody visits: several first visitors at once could
# otherwise meet one half imported.
import numpy
import pandas
import pyarrow
import torch
import plotly
import streamlit as st

from linreg.server import middleware, ready

# `streamlit run app.py` finds this by reading the file.
app = st.App("page.py", middleware=middleware(st.get_option("server.baseUrlPath")), lifespan=ready)
