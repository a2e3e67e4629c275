"""Fixtures of the theory's tests."""

import pytest

from linreg import Dataset
from linreg.theory import Theory, curvature
from tests import samples


@pytest.fixture(scope="module")
def notebook() -> Dataset:
    return Dataset.notebook()


@pytest.fixture(scope="module")
def theory(notebook: Dataset) -> Theory:
    return curvature(notebook)


@pytest.fixture(scope="module")
def norris() -> Dataset:
    return samples.norris()
