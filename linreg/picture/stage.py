"""The stage: four plotly figures as plain JSON, from plain numbers. What moves over them is the player's.

Colours are roles ("$points", "$minimum", "$level:0.4" …) that the player fills in from the viewer's theme.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linreg.picture.encode import exact, typed
from linreg.picture.frame import Frame, Range
from linreg.points.dataset import Dataset
from linreg.theory.surface import Bowl, grid, level_gaps, level_set

Figure = dict[str, Any]
Array = NDArray[np.float64]
Directions = Sequence[tuple[str, tuple[float, float]]]  # a name, and a unit vector
LEVELS = 13  # level sets on the contours
SIDE = 28  # vertices along one side of the bowl: as fine as rotates smoothly in software rendering
SILENT = {"hoverinfo": "skip", "showlegend": False}
NAMED = {"hoverinfo": "skip", "showlegend": True}
# in the margin above the axes, across from the panel's caption
LEGEND = {
    "orientation": "h",
    "x": 1,
    "xanchor": "right",
    "y": 1,
    "yref": "container",
    "yanchor": "top",
    "itemclick": False,
}


def fit(data: Dataset, best: tuple[float, float], frame: Frame, best_name: str) -> Figure:
    """The points and the best line (W, b), dashed, in the data's own units."""
    W, b = best
    span = frame.x[1] - frame.x[0]
    ends = np.array([frame.x[0] - 5 * span, frame.x[1] + 5 * span])  # still there when panned
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "x": ends.tolist(),
                "y": (W * ends + b).tolist(),
                "line": {"color": "$minimum", "width": 2, "dash": "dash"},
                "name": best_name,
                **NAMED,
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": exact(data.x),
                "y": exact(data.y),
                "marker": {
                    "color": "$points",
                    "size": 9 if len(data) <= 60 else 6,
                    "line": {"color": "$paper", "width": 1},
                },
                "hovertemplate": "x %{x:.4~g}<br>y %{y:.4~g}<extra></extra>",
                "showlegend": False,
            },
        ],
        "layout": {"legend": LEGEND, "xaxis": _axis("x", frame.x), "yaxis": _axis("y", frame.y)},
    }


def contours(
    bowl: Bowl,
    frame: Frame,
    titles: tuple[str, str],
    directions: Directions,
    minimum_name: str,
) -> Figure:
    """The level sets of the cost over (W, b), each an exact ellipse, spaced logarithmically above the minimum.

    directions : lines to draw through the minimum, each a name and a vector.
    """
    highest = 1.1 * float(_corners(bowl, frame).max())
    reach = 20 * _diagonal(frame)
    rings = []
    for i, gap in reversed(list(enumerate(level_gaps(highest, LEVELS)))):  # the outermost first, the others over it
        W, b = level_set(bowl, gap, reach)
        rings.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": typed(W),
                "y": typed(b),
                "fill": "toself",
                "fillcolor": f"$level:{i / (LEVELS - 1):.3f}",
                "line": {"color": "$paper", "width": 0.6},
                **SILENT,
            }
        )
    star = _minimum("scatter", bowl, 13) | {"name": minimum_name, **NAMED}
    return {
        "data": [*rings, *(_direction(bowl, frame, *named) for named in directions), star],
        "layout": {
            "legend": LEGEND,
            "plot_bgcolor": "$level:1",
            "xaxis": _axis(titles[0], frame.W, showgrid=False),
            "yaxis": _axis(titles[1], frame.b, showgrid=False),
        },
    }


def bowl3d(bowl: Bowl, frame: Frame, cost_title: str, titles: tuple[str, str]) -> Figure:
    """The cost as a surface over (W, b); height is the cost, colour its logarithm above the minimum."""
    W, b = np.linspace(*frame.W, SIDE), np.linspace(*frame.b, SIDE)
    gap = grid(bowl, W, b)  # (b, W)
    highest = float(gap.max())
    colour = np.log10(np.maximum(gap / highest, 1e-4)) / 4 + 1  # the levels of the contours: 0 at the minimum, 1 on top
    hover = f"{titles[0]} %{{x:.4~g}}<br>{titles[1]} %{{y:.4~g}}<br>{cost_title} %{{z:.4~g}}<extra></extra>"
    surface = {
        "type": "surface",
        "x": typed(W),
        "y": typed(b),
        "z": typed(bowl.cost + gap),
        "surfacecolor": typed(
            np.round(255 * colour), "u1"
        ),  # more shades than an eye can tell, in a quarter of the bytes
        "colorscale": "$scale",
        "cmin": 0,
        "cmax": 255,
        "showscale": False,
        "hovertemplate": hover,
    }
    minimum = _minimum("scatter3d", bowl, 5) | {"z": [bowl.cost]}
    scene = {
        "xaxis": _axis(titles[0], frame.W),
        "yaxis": _axis(titles[1], frame.b),
        "zaxis": _axis(cost_title, (bowl.cost, bowl.cost + highest)),
    }
    return {"data": [surface, minimum], "layout": {"scene": scene}}


def curve(
    epochs: int,
    frame: Frame,
    titles: tuple[str, str],
    forecast: tuple[Array, str] | None,
) -> Figure:
    """The axes of cost per epoch, the cost on a log scale, and dashed the cost that was forecast for each epoch.

    forecast : that cost, one per epoch, and its name.
    """
    low, high = np.log10(frame.cost)
    return {
        "data": [] if forecast is None else [_forecast(*forecast, frame)],
        "layout": {
            "legend": LEGEND,
            "xaxis": _axis(titles[0], (0, max(epochs, 1)), tickformat=",d", **({"dtick": 1} if epochs <= 10 else {})),
            "yaxis": _axis(titles[1], (float(low), float(high)), type="log"),
        },
    }


def _forecast(cost: Array, name: str, frame: Frame) -> Figure:
    """The forecast as a dashed line of some 150 points, close together where the cost falls fastest: at the start."""
    last = len(cost) - 1
    epochs = np.unique(np.append(np.linspace(0, last, 60), np.geomspace(1, max(last, 1), 50)).astype(int))
    epochs = epochs[epochs <= last]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": typed(epochs.astype(np.float64)),
        "y": typed(np.clip(cost[epochs], frame.cost[0] * 1e-3, frame.cost[1] * 1e3)),
        "line": {"color": "$ink", "width": 2, "dash": "dash"},
        "name": name,
        **NAMED,
    }


def _direction(bowl: Bowl, frame: Frame, name: str, vector: tuple[float, float]) -> Figure:
    """A line through the minimum along a unit vector, across the whole picture, named where it is about to leave it."""
    inside = [
        (limits[side] - at) / part
        for limits, at, part in ((frame.W, bowl.W, vector[0]), (frame.b, bowl.b, vector[1]))
        for side in (0, 1)
        if abs(part) > 1e-9
    ]
    leave = 0.8 * min((t for t in inside if t > 0), default=0.0)
    far = 20 * _diagonal(frame)
    along = np.array([-far, leave, far])
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": (bowl.W + vector[0] * along).tolist(),
        "y": (bowl.b + vector[1] * along).tolist(),
        "text": ["", name, ""],
        "textposition": "top center",
        "textfont": {"color": "$ink", "size": 13},
        "line": {"color": "$ink", "width": 1.5, "dash": "dot"},
        **SILENT,
    }


def _diagonal(frame: Frame) -> float:
    return float(np.hypot(frame.W[1] - frame.W[0], frame.b[1] - frame.b[0]))


def _corners(bowl: Bowl, frame: Frame) -> Array:
    return grid(bowl, np.array(frame.W), np.array(frame.b))


def _minimum(kind: str, bowl: Bowl, size: int) -> Figure:
    """The minimum, marked: in the plane a star, in space a diamond, where plotly has no stars."""
    symbol = "star" if kind == "scatter" else "diamond"
    marker = {"color": "$minimum", "size": size, "symbol": symbol, "line": {"color": "$paper", "width": 1}}
    return {"type": kind, "mode": "markers", "x": [bowl.W], "y": [bowl.b], "marker": marker, **SILENT}


def _axis(title: str, limits: Range, **more: Any) -> Figure:
    return {"title": {"text": title}, "range": list(limits), **more}
