"""The exact cost surface, under the name by which lecturers' notebooks know it: `theory.surface`, `training.costs`."""

from linreg.theory.surface import Bowl, at, bowl, grid, hessian, level_gaps, level_set, optimum
from linreg.training.costs import factor

__all__ = ["Bowl", "at", "bowl", "factor", "grid", "hessian", "level_gaps", "level_set", "optimum"]
