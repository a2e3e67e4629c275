"""The surface as it is drawn, ring by ring: its level sets on the map, and the disc over which the bowl stands."""

import numpy as np
from numpy.typing import NDArray

from linreg.picture.frame import FLAT, Frame
from linreg.theory.losses import Landscape, Surface
from linreg.theory.rings import rings
from linreg.theory.surface import Bowl, level_gaps, level_set

Array = NDArray[np.float64]
LEVELS = 13  # level sets on the contours
DECADES = 4  # of the cost above the minimum, from the innermost level set to the rim
FAR = 20  # times as far as the picture is wide: there a valley without end is cut off
AROUND = 96  # points of a ring that is no ellipse
LONGER = 1.55  # times as far along the valley as the contours' picture: what a bowl needs for any start in it
SLIM = 2.4  # how many times as long as wide the bowl may look
SPOKES = 40  # of the bowl's mesh, from the minimum to its rim: as fine as rotates smoothly in software rendering
# Of the bowl's rings, the rim's is 1: the minimum, every level set down to a thousandth of the rim, and between
RADII = np.append(0.0, 10 ** (-np.arange(18, -1, -1) / 12))


def levels(bowl: Surface, frame: Frame) -> list[tuple[Array, Array]]:
    """The level sets on the map, each (W, b), spaced logarithmically from the innermost to the rim."""
    return rings_of(bowl, frame, tuple(level_gaps(frame.rim, LEVELS, DECADES).tolist()))


def rings_of(bowl: Surface, frame: Frame, gaps: tuple[float, ...]) -> list[tuple[Array, Array]]:
    """The level sets at these gaps, each (W, b)."""
    reach = FAR * frame.diagonal
    if isinstance(bowl, Bowl):
        return [level_set(bowl, gap, reach) for gap in gaps]
    return list(zip(*rings(bowl, gaps, reach, AROUND), strict=True))


def disc(bowl: Surface, frame: Frame) -> tuple[Array, Array]:
    """The part of the plane that the bowl is drawn over: W and b of shape (rings, spokes), the minimum first.

    It is the inside of the rim, of a quadratic an ellipse. A valley that lies aslant and is so long that its width
    would be a line is cut shorter, though beyond the contours' picture, and there one without end (all x equal): where
    cut, the rim dips.
    """
    if not isinstance(bowl, Bowl):
        return _hills(bowl, frame, RADII[1:])
    mu, vectors = np.linalg.eigh(bowl.matrix)
    slow = np.abs(vectors[:, 0])
    shown = LONGER * min(half / part for half, part in zip(frame.halves, slow, strict=True) if part > 1e-9)
    wide = np.sqrt(frame.rim / mu[1])
    long = shown if mu[0] <= FLAT * mu[1] else min(np.sqrt(frame.rim / mu[0]), max(shown, _longest(slow) * wide))
    half_axes = np.array([long, wide])
    turn = np.linspace(0, 2 * np.pi, SPOKES + 1)
    places = half_axes[:, None, None] * np.array([np.outer(RADII, np.cos(turn)), np.outer(RADII, np.sin(turn))])
    W, b = np.tensordot(vectors, places, 1)
    return bowl.W + W, bowl.b + b


def _hills(bowl: Landscape, frame: Frame, levels: Array) -> tuple[Array, Array]:
    """The same where the surface is no quadratic: its rings, cut off LONGER times as far out as the contours go."""
    W, b = rings(bowl, tuple((frame.rim * levels**2).tolist()), LONGER * frame.diagonal, SPOKES)
    half_W, half_b = (LONGER * half for half in frame.halves)
    out = np.maximum(np.maximum(np.abs(W - bowl.W) / half_W, np.abs(b - bowl.b) / half_b), 1.0)
    W, b = bowl.W + (W - bowl.W) / out, bowl.b + (b - bowl.b) / out
    middle = np.ones((1, SPOKES + 1))
    return np.concatenate([bowl.W * middle, W]), np.concatenate([bowl.b * middle, b])


def _longest(slow: Array) -> float:
    """How many times as long as wide an ellipse along this direction may be, to look SLIM times so in a square picture.

    Drawn into a square, an ellipse looks √((1 + ρ)/(1 − ρ)) times as long as wide, ρ the correlation of its axes; and
    1 − ρ² = u / (m·u² + (1 − 2m)·u + m), u its squared ratio and m the product of the direction's squares.
    """
    m = float(np.prod(slow**2))
    left = 1 - ((SLIM**2 - 1) / (SLIM**2 + 1)) ** 2  # 1 − ρ²
    if m < 1e-9:
        return np.inf
    half = (1 - left * (1 - 2 * m)) / (2 * m * left)
    return float(np.sqrt(half + np.sqrt(max(half**2 - 1, 0.0))))
