"""What gradient descent will do on these points, from the curvature of their cost; and what a run did. In float64.

Sources: S. Boyd, L. Vandenberghe, "Convex Optimization" (2004), §9.3, gradient descent on a quadratic; Y. Nesterov,
"Introductory Lectures on Convex Optimization" (2004), §2.1.5, the rate 2/(λmin + λmax); G. Goh, "Why Momentum Really
Works", Distill (2017), the two directions told as here.
"""

from linreg.theory.curvature import EPS32, Theory, curvature, nearest_bowl, to_original
from linreg.theory.fastest import ARRIVED, Arrival, fastest_from, lowest_after
from linreg.theory.forecast import Direction, Forecast, forecast
from linreg.theory.losses import Landscape, landscape
from linreg.theory.measurement import Measured, Measurement, as_float32, measure, rounding
from linreg.theory.momentum import Best, Course, Momentum, Swing, course, expected
from linreg.theory.momentum_rates import fastest_with, momentum_rates, momentum_zones
from linreg.theory.noise import noise_floor
from linreg.theory.rates import compared_rates, equivalent_lr, named_rates, round_down, round_up, zone, zones
from linreg.theory.rattle import Rattle, rattle
from linreg.theory.whole import whole_cost

__all__ = [
    "ARRIVED",
    "EPS32",
    "Arrival",
    "Best",
    "Course",
    "Direction",
    "Forecast",
    "Landscape",
    "Measured",
    "Measurement",
    "Momentum",
    "Rattle",
    "Swing",
    "Theory",
    "as_float32",
    "compared_rates",
    "course",
    "curvature",
    "equivalent_lr",
    "expected",
    "fastest_from",
    "fastest_with",
    "forecast",
    "landscape",
    "lowest_after",
    "measure",
    "momentum_rates",
    "momentum_zones",
    "named_rates",
    "nearest_bowl",
    "noise_floor",
    "rattle",
    "round_down",
    "round_up",
    "rounding",
    "to_original",
    "whole_cost",
    "zone",
    "zones",
]
