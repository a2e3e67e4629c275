"""A picture of a scene as SVG, drawn by nothing but Python: what stands where no script runs.

Fitted line, contours with the paths, cost per epoch; always on white paper, in the player's light colours.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.picture.frame import Range
from linreg.picture.levels import LEVELS, levels
from linreg.picture.scene import Scene
from linreg.points.dataset import Scaling
from linreg.theory import to_original, whole_cost
from linreg.training.run import Run
from linreg.words import Words
from linreg.words.numbers import plain

Array = NDArray[np.float64]

# theme.js, PALETTES.light
INK, MUTED, GRID, PAPER = "#1c2333", "#5a6070", "#dfe1e6", "#ffffff"
POINTS, PATH, MINIMUM = "#1d4f91", "#b53b0a", "#08795a"
KEPT = ("#a34fc9", "#0b3a8f", "#1b1b1b", "#948b00", "#00939f")
RINGS = ("#f4f6fd", "#d5dcf3", "#aebbe4", "#8f9fd6", "#6f80c0")  # at the minimum … outermost
WIDTH, HEIGHT = 1200, 420
SIDE, TOP, ACROSS = 320, 44, 400  # of a plot; where it begins in its panel; from one panel to the next
LEFT = 64
MOST_POINTS = 400  # of a path; the nearest to the start are all there


@dataclass(frozen=True)
class Plot:
    """One panel: from data to pixels of the picture."""

    left: float
    x: Range
    y: Range
    log: bool = False

    def at(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """The pixels, kept within what an SVG can say."""
        low, high = map(self._height, self.y)
        across = (np.asarray(x, np.float64) - self.x[0]) / (self.x[1] - self.x[0])
        up = (self._height(y) - low) / (high - low)
        pixels = self.left + SIDE * across, TOP + SIDE * (1 - up)
        return np.clip(pixels[0], -1e4, 1e4), np.clip(pixels[1], -1e4, 1e4)

    def _height(self, y: ArrayLike) -> Array:
        values = np.asarray(y, np.float64)
        return np.log10(np.maximum(values, 1e-300)) if self.log else values

    def path(self, x: ArrayLike, y: ArrayLike) -> str:
        """A line through these places, as an SVG path."""
        return "M" + "L".join(f"{u:.1f} {v:.1f}" for u, v in zip(*self.at(x, y), strict=True))


def still(scene: Scene, guessing: bool, say: Words) -> str:
    """The picture as SVG: of every run its end, or, while that is to be guessed, its start alone."""
    shown = [_until(run, 0 if guessing else run.updates) for run in scene.runs]
    frame = scene.frame
    fit = Plot(LEFT, frame.x, frame.y)
    map_ = Plot(LEFT + ACROSS, frame.W, frame.b)
    curve = Plot(LEFT + 2 * ACROSS, (0.0, float(max(scene.epochs, 1))), frame.cost, log=True)
    u, v = ("W", "b") if scene.view != "eigen" else (say("rate.along"), say("rate.across"))
    parts = [
        _panel(fit, say("player.fit"), "x", "y", _fit(scene, fit, shown)),
        _panel(map_, say("player.contours"), u, v, _contours(scene, map_, shown)),
        _panel(curve, say("player.curve"), say("explore.epoch"), say("explore.cost"), _curve(scene, curve, shown)),
    ]
    told = escape(say("offline.still"), quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{told}">'
        '<g font-family="system-ui, sans-serif" font-size="13" fill="none" stroke-linejoin="round">'
    )
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>', *parts, "</g></svg>"])


def _until(run: Run, last: int) -> NDArray[np.int64]:
    """The states of a run that are drawn: every one at first, then fewer and fewer, and the last."""
    some = np.unique(np.append(np.arange(min(last, 99) + 1), np.geomspace(1, last + 1, MOST_POINTS).astype(int) - 1))
    return some[some <= last]


def _panel(plot: Plot, caption: str, across: str, up: str, drawn: Sequence[str]) -> str:
    """A frame with its ticks and words around what is drawn in it."""
    clip = f"clip{plot.left:.0f}"
    middle, beneath = plot.left + SIDE / 2, TOP + SIDE
    ticks = [*_across(plot), *_up(plot)]
    return "\n".join(
        [
            f'<clipPath id="{clip}"><rect x="{plot.left}" y="{TOP}" width="{SIDE}" height="{SIDE}"/></clipPath>',
            f'<text x="{plot.left}" y="{TOP - 14}" fill="{INK}" font-weight="600">{escape(caption)}</text>',
            f'<g clip-path="url(#{clip})">',
            *drawn,
            "</g>",
            f'<rect x="{plot.left}" y="{TOP}" width="{SIDE}" height="{SIDE}" stroke="{GRID}"/>',
            f'<g fill="{MUTED}" font-size="12">',
            *ticks,
            f'<text x="{middle}" y="{beneath + 38}" text-anchor="middle">{escape(across)}</text>',
            f'<text transform="translate({plot.left - 46} {TOP + SIDE / 2}) rotate(-90)" '
            f'text-anchor="middle">{escape(up)}</text>',
            "</g>",
        ]
    )


def _across(plot: Plot) -> list[str]:
    y = TOP + SIDE + 18
    return [
        f'<text x="{plot.at(value, plot.y[0])[0]:.1f}" y="{y}" text-anchor="middle">{plain(value)}</text>'
        for value in _round(plot.x)
    ]


def _up(plot: Plot) -> list[str]:
    texts = [(value, plain(value)) for value in _round(plot.y)] if not plot.log else _decades(plot.y)
    return [
        f'<text x="{plot.left - 6}" y="{plot.at(plot.x[0], value)[1] + 4:.1f}" text-anchor="end">{text}</text>'
        for value, text in texts
    ]


def _round(limits: Range) -> list[float]:
    """Round values within the limits, some four of them."""
    low, high = limits
    rough = (high - low) / 4
    decade = 10.0 ** math.floor(math.log10(rough))
    step = next(decade * digit for digit in (1, 2, 5, 10) if decade * digit >= rough)
    return [round(k * step, 12) + 0.0 for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _decades(limits: Range) -> list[tuple[float, str]]:
    """Powers of ten within the limits, at most six of them."""
    low, high = math.ceil(math.log10(limits[0])), math.floor(math.log10(limits[1]))
    step = max(1, math.ceil((high - low) / 5))
    return [(10.0**k, plain(10.0**k)) for k in range(low, high + 1, step)]


def _fit(scene: Scene, plot: Plot, shown: Sequence[NDArray[np.int64]]) -> list[str]:
    ends = np.array(plot.x)
    W, b = scene.best
    drawn = [f'<path d="{plot.path(ends, W * ends + b)}" stroke="{MINIMUM}" stroke-width="2" stroke-dasharray="7 5"/>']
    lines = []
    for i, (run, states) in enumerate(zip(scene.runs, shown, strict=True)):
        W, b = _line(run, int(states[-1]), scene.scaling)
        lines.append(f'<path d="{plot.path(ends, W * ends + b)}" stroke="{_colour(i)}" stroke-width="3"/>')
    radius = 4.5 if len(scene.shown) <= 60 else 3
    dots = [
        f'<circle cx="{u:.1f}" cy="{v:.1f}" r="{radius}"/>'
        for u, v in zip(*plot.at(scene.shown.x, scene.shown.y), strict=True)
    ]
    return [*drawn, *reversed(lines), f'<g fill="{POINTS}" stroke="{PAPER}">', *dots, "</g>"]


def _line(run: Run, state: int, scaling: Scaling) -> tuple[float, float]:
    return to_original(*run.at(state), scaling)


def _contours(scene: Scene, plot: Plot, shown: Sequence[NDArray[np.int64]]) -> list[str]:
    bowl = scene.drawn
    drawn = [f'<rect x="{plot.left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="{RINGS[-1]}"/>']
    for i, (W, b) in reversed(list(enumerate(levels(bowl, scene.frame)))):
        fill = RINGS[round(i / LEVELS * (len(RINGS) - 1))]
        drawn.append(f'<path d="{plot.path(W, b)}Z" fill="{fill}" stroke="{PAPER}" stroke-width="0.6"/>')
    u, v = plot.at(bowl.W, bowl.b)
    drawn.append(f'<circle cx="{u:.1f}" cy="{v:.1f}" r="6" fill="{MINIMUM}" stroke="{PAPER}"/>')
    return [*drawn, *_paths(scene, plot, shown, lambda run, states: scene.axes.seen(run.W[states], run.b[states]))]


def _curve(scene: Scene, plot: Plot, shown: Sequence[NDArray[np.int64]]) -> list[str]:
    return _paths(
        scene, plot, shown, lambda run, states: (states / run.per_epoch, whole_cost(run, scene.run.config)[states])
    )


Places = Callable[[Run, NDArray[np.int64]], tuple[Array, Array]]


def _paths(scene: Scene, plot: Plot, shown: Sequence[NDArray[np.int64]], places: Places) -> list[str]:
    """Every run's way with a point at its end, the present one above the others."""
    drawn = []
    for i, (run, states) in reversed(list(enumerate(zip(scene.runs, shown, strict=True)))):
        x, y = places(run, states)
        u, v = plot.at(x[-1], y[-1])
        drawn += [
            f'<path d="{plot.path(x, y)}" stroke="{_colour(i)}" stroke-width="{2.5 if i == 0 else 2}"/>',
            f'<circle cx="{u:.1f}" cy="{v:.1f}" r="5" fill="{_colour(i)}" stroke="{PAPER}"/>',
        ]
    return drawn


def _colour(i: int) -> str:
    return PATH if i == 0 else KEPT[(i - 1) % len(KEPT)]
