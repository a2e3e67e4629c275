"""The stage: four plotly figures as plain JSON, from plain numbers. What moves over them is the player's.

Colours are roles ("$points", "$minimum", "$level:0.4" …) that the player fills in from the viewer's theme. A trace with
a name is in the panel's key, and its `meta` is the name's term in the glossary.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linreg.picture.encode import exact, spread, typed
from linreg.picture.frame import Frame, Range
from linreg.picture.levels import DECADES, FAR, LEVELS, RADII, disc, levels
from linreg.points.dataset import Dataset
from linreg.theory.losses import Surface
from linreg.theory.surface import Bowl

Figure = dict[str, Any]
Array = NDArray[np.float64]
Directions = Sequence[tuple[str, tuple[float, float]]]  # a name, and a unit vector
SILENT = {"hoverinfo": "skip", "showlegend": False}
NAMED = {"hoverinfo": "skip", "showlegend": True}


def fit(
    data: Dataset, best: tuple[float, float], frame: Frame, best_name: str, sampled: str = "", x: str = "x"
) -> Figure:
    """The points and the best line (W, b), dashed, in the data's own units.

    sampled : what to say of the points if they are only some. x : what its axis is called.
    """
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
                "meta": "minimum",
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
                "name": sampled,
                "showlegend": bool(sampled),
            },
        ],
        "layout": {"xaxis": _axis(x, frame.x), "yaxis": _axis("y", frame.y)},
    }


def contours(
    bowl: Surface,
    frame: Frame,
    titles: tuple[str, str],
    directions: Directions,
    minimum_name: str,
    floor: tuple[float, float] | None = None,
) -> Figure:
    """The level sets of the cost over (W, b), of a bowl exact ellipses, spaced logarithmically from the rim down.

    Beyond the rim is one colour: no run that does not grow gets there.
    directions : lines to draw through the minimum, each a name and a vector. floor : the unit vector in which the cost
    stays at its least, if there is one: then there is no one minimum.
    """
    rings = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": typed(W),
            "y": typed(b),
            "fill": "toself",
            "fillcolor": f"$level:{i / LEVELS:.3f}",
            "line": {"color": "$paper", "width": 0.6},
            **SILENT,
        }
        for i, (W, b) in reversed(list(enumerate(levels(bowl, frame))))  # the inner ones over the outer
    ]
    least = _minimum("scatter", bowl, 13) if floor is None else _floor_line(bowl, frame, floor)
    least |= {"name": minimum_name, "meta": "minimum", **NAMED}
    return {
        "data": [*rings, *(_direction(bowl, frame, *named) for named in directions), least],
        "layout": {
            "plot_bgcolor": "$level:1",
            "xaxis": _axis(titles[0], frame.W, showgrid=False),
            "yaxis": _axis(titles[1], frame.b, showgrid=False),
        },
    }


def faint(places: Sequence[tuple[Array, Array]], minimum: tuple[float, float], i: int) -> list[Figure]:
    """Another surface laid over the contours, in the colour of the kept run i: thin lines, and its star."""
    colour = f"$kept:{i}"
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": typed(u),
            "y": typed(v),
            "line": {"color": colour, "width": 1.4, "dash": "dot"},
            **SILENT,
        }
        for u, v in places
    ]
    star = {"color": colour, "size": 12, "symbol": "star", "line": {"color": "$paper", "width": 1}}
    at = {"x": [minimum[0]], "y": [minimum[1]]}
    return [*lines, {"type": "scatter", "mode": "markers", **at, "marker": star, **SILENT}]


def bowl3d(bowl: Surface, frame: Frame, cost_title: str, titles: tuple[str, str]) -> Figure:
    """The cost as a surface over (W, b), cut off at its rim, a level set: so it is a bowl, not a sheet with corners.

    Height is the cost itself; colour the level of the contours.
    """
    W, b = disc(bowl, frame)  # (rings, spokes)
    gap = bowl.gap(W, b)
    level = 1 + np.log10(np.maximum(gap / frame.rim, 10.0**-DECADES)) / DECADES  # 0 at the minimum, 1 at the rim
    hover = f"{titles[0]} %{{x:.4~g}}<br>{titles[1]} %{{y:.4~g}}<br>{cost_title} %{{z:.4~g}}<extra></extra>"
    surface = {
        "type": "surface",
        **_vertices(bowl, W, b, gap),
        # more shades than an eye can tell, in a quarter of the bytes
        "surfacecolor": typed(np.round(255 * np.minimum(level, 1)), "u1"),
        "colorscale": "$scale",
        "cmin": 0,
        "cmax": 255,
        "showscale": False,
        "hovertemplate": hover,
    }
    minimum = _minimum("scatter3d", bowl, 6) | {"z": [bowl.cost]}
    scene = {
        "xaxis": _axis(titles[0], _span(W)),
        "yaxis": _axis(titles[1], _span(b)),
        "zaxis": _axis(cost_title, (bowl.cost, bowl.cost + float(gap.max()))),
        "camera": {"eye": _eye(bowl)},
    }
    return {"data": [surface, minimum], "layout": {"scene": scene}}


def _vertices(bowl: Surface, W: Array, b: Array, gap: Array) -> dict[str, Any]:
    """Where the bowl is, ring by ring. Each ring of a quadratic is the rim, so much smaller, and sent as that."""
    if not isinstance(bowl, Bowl):
        return {"x": typed(W), "y": typed(b), "z": typed(bowl.cost + gap)}
    return {
        "x": spread(bowl.W, RADII, W[-1] - bowl.W),
        "y": spread(bowl.b, RADII, b[-1] - bowl.b),
        "z": spread(bowl.cost, RADII**2, gap[-1]),
    }


def _eye(bowl: Surface) -> dict[str, float]:
    """From which side the first camera looks: from high enough to look in, as the marks have no depth and would show
    through a near wall, and a little from the side, so that both walls of the valley are seen. From how far is for the
    player to say, who knows the panel.
    """
    return {"x": 0.2 if bowl.matrix[0, 1] >= 0 else -0.2, "y": -1.5, "z": 1.75}


def curve(
    epochs: int,
    frame: Frame,
    titles: tuple[str, str],
    forecast: tuple[Array, str] | None,
    floor: tuple[float, str] | None = None,
) -> Figure:
    """The axes of cost per epoch, the cost on a log scale, and dashed the cost that was forecast for each epoch.

    epochs : so many, or so many updates where these are counted.
    forecast : that cost, one per epoch, and its name. floor : the cost about which noise keeps a run, and its name.
    """
    low, high = np.log10(frame.cost)
    drawn = [] if forecast is None else [_forecast(*forecast, frame)]
    return {
        "data": drawn + ([] if floor is None else [_floor(*floor, epochs)]),
        "layout": {
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
        "y": typed(np.maximum(cost[epochs], frame.cost[0] * 1e-3)),
        "line": {"color": "$ink", "width": 2, "dash": "dash"},
        "name": name,
        "meta": "forecast",
        **NAMED,
    }


def _floor(cost: float, name: str, epochs: int) -> Figure:
    """A level that is dotted from end to end."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, max(epochs, 1)],
        "y": [cost, cost],
        "line": {"color": "$ink", "width": 2, "dash": "dot"},
        "name": name,
        "meta": "noise_floor",
        **NAMED,
    }


def _direction(bowl: Surface, frame: Frame, name: str, vector: tuple[float, float]) -> Figure:
    """A line through the minimum along a unit vector, across the whole picture, named where it is about to leave it."""
    inside = [
        (limits[side] - at) / part
        for limits, at, part in ((frame.W, bowl.W, vector[0]), (frame.b, bowl.b, vector[1]))
        for side in (0, 1)
        if abs(part) > 1e-9
    ]
    leave = 0.8 * min((t for t in inside if t > 0), default=0.0)
    far = FAR * frame.diagonal
    along = np.array([-far, leave, far])
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": (bowl.W + vector[0] * along).tolist(),
        "y": (bowl.b + vector[1] * along).tolist(),
        "text": ["", name, ""],
        "textposition": "top center",
        "textfont": {"color": "$ink", "size": 13, "shadow": "auto"},
        "line": {"color": "$ink", "width": 1.5, "dash": "dot"},
        **SILENT,
    }


def _span(values: Array) -> Range:
    """From the least to the greatest as float32 holds them, so that nothing lies outside."""
    return float(values.min()), float(values.max())


def _minimum(kind: str, bowl: Surface, size: int) -> Figure:
    """The minimum, marked: in the plane a star, in space a diamond, where plotly has no stars."""
    symbol = "star" if kind == "scatter" else "diamond"
    marker = {"color": "$minimum", "size": size, "symbol": symbol, "line": {"color": "$paper", "width": 1}}
    return {"type": kind, "mode": "markers", "x": [bowl.W], "y": [bowl.b], "marker": marker, **SILENT}


def _floor_line(bowl: Surface, frame: Frame, along: tuple[float, float]) -> Figure:
    """All places of least cost, where they are a line."""
    far = FAR * frame.diagonal * np.array([-1.0, 1.0])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": (bowl.W + far * along[0]).tolist(),
        "y": (bowl.b + far * along[1]).tolist(),
        "line": {"color": "$minimum", "width": 3},
        **SILENT,
    }


def _axis(title: str, limits: Range, **more: Any) -> Figure:
    return {"title": {"text": title}, "range": list(limits), **more}
