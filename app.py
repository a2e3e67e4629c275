# ruff: noqa: F401, I001, E402
# Python would look for garbage a hundred times among what the imports bring, of which none is: half a second.
import gc

gc.disable()
# The heavy libraries come first, in one fixed order and before anybody visits: several first visitors at once could
# otherwise meet one half imported.
import numpy
import pandas
import pyarrow
import torch
import plotly
import streamlit as st

from linreg.server import middleware, ready

gc.freeze()  # nor later (see linreg.server.ready)
gc.enable()
# `streamlit run app.py` finds this by reading the file.
app = st.App("page.py", middleware=middleware(st.get_option("server.baseUrlPath")), lifespan=ready)
