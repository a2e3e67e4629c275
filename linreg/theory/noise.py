"""How far mini-batches keep the cost above its least: each pulls to a minimum of its own.

Along an eigenvector of λ an update multiplies the distance by 1 − lr·λ and adds lr times what this batch's gradient has
beside the one of all points. Batches of one epoch share no point, so what they add nearly cancels until it is over:
shuffled ones keep the cost far nearer to its least than batches drawn anew each time, for which it is lr·tr(C)/4. Here
the sums are taken batch by batch, as they are.
"""

from functools import lru_cache
from itertools import islice

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory.curvature import Array, Theory, curvature
from linreg.training.batches import epochs
from linreg.training.config import TrainConfig
from linreg.training.costs import factor


@lru_cache(256)
def noise_floor(data: Dataset, config: TrainConfig) -> float:
    """The mean over updates, in the long run, of how far the cost of all points is above its least.

    Batches in order: exact. Shuffled: the expectation over all orders, exact but for how the noise, which is larger the
    farther off the minimum, spreads within an epoch. For that it is too low. Measured on the library's sets, a point at
    a time: by up to 20 % at a tenth of the rate at which all points at once blow up, by up to 30 % at 0.3 of it, most
    where a point stands far apart. inf where the noise itself grows. 0 where one line is the best for every batch, as
    on the notebook's points.
    Raises ValueError for any other training than plain gradient descent on squared errors, in batches, at one rate.
    """
    if not config.descent or config.schedule is not None or config.batch_size is None:
        raise ValueError(f"this theory is that of plain gradient descent on squared errors in batches, not of {config}")
    theory = curvature(data, config.cost)
    sizes = np.array([len(batch) for batch in next(epochs(len(data), config))])
    # by which a batch's mean squared error is multiplied to become its cost, and so its step lr times as much
    scale = np.array([factor(config.cost, size) for size in sizes.tolist()])
    mean = curvature(data)
    place = _shuffled(data, mean, sizes, config.lr * scale) if config.shuffle else _in_order(data, mean, config)
    return float((theory.lam_min * place[0] + theory.lam_max * place[1]) / 2)


def _pulls(data: Dataset, theory: Theory) -> tuple[Array, Array]:
    """Of each point's squared error, along (slow, steep): the slope at the minimum, (2, n), and the bend, (2, 2, n)."""
    x, y = data.arrays
    lever = theory.matrix @ np.array([x, np.ones_like(x)])  # (2, n)
    return 2 * lever * (theory.W * x + theory.b - y), 2 * lever[:, None] * lever[None, :]


def _shuffled(data: Dataset, theory: Theory, sizes: Array, steps: Array) -> Array:
    """The mean square of the distance along (slow, steep).

    The means of batches without a common point have the covariance C/(n − 1)·(n/m on the diagonal, less 1 everywhere),
    C that of single points, which grows with the distance: by what their bends add to it.
    """
    n = len(data)
    slope, bend = _pulls(data, theory)
    lam = np.array([theory.lam_min, theory.lam_max])
    shares = _shares(lam, sizes, steps, n)
    uneven = bend - bend.mean(axis=2, keepdims=True)
    # what a spread of places, as a vector of its four entries, adds to the spread of slopes
    adds = np.einsum("pqi,sri->psqr", uneven, uneven).reshape(4, 4) / n
    feedback = shares.reshape(4, 1) * adds
    if not np.isfinite(shares).all() or np.abs(np.linalg.eigvals(feedback)).max() >= 1:
        return np.array([np.inf, np.inf])
    own = (shares * (slope @ slope.T) / n).reshape(4)
    return np.asarray(np.linalg.solve(np.eye(4) - feedback, own).reshape(2, 2).diagonal())


def _shares(lam: Array, sizes: Array, steps: Array, n: int) -> Array:
    """By what a covariance of slopes is multiplied to become that of places, mean over an epoch, shape (2, 2).

    0 along a valley floor, along which no point pulls; inf where the distance does not shrink.
    """
    squares, sums, shrunk = np.zeros((2, 2)), np.zeros(2), np.ones(2)
    within, since = [], []  # at each update: what this epoch has added, and what is left of what was there before
    for size, step in zip(sizes.tolist(), steps.tolist(), strict=True):
        within.append((squares * n - np.outer(sums, sums)) / max(n - 1, 1))
        since.append(np.outer(shrunk, shrunk))
        keeps = 1 - step * lam
        squares = np.outer(keeps, keeps) * squares + step**2 / size
        sums = keeps * sums + step
        shrunk = keeps * shrunk
    after = (squares * n - np.outer(sums, sums)) / max(n - 1, 1)
    left = np.outer(shrunk, shrunk)
    moves = np.outer(lam, lam) > 0
    if (np.abs(left[moves]) >= 1).any():
        return np.full((2, 2), np.inf)
    before = np.where(moves, after / np.where(moves, 1 - left, 1.0), 0.0)
    return np.asarray(np.where(moves, np.mean(since, axis=0) * before + np.mean(within, axis=0), 0.0))


def _in_order(data: Dataset, theory: Theory, config: TrainConfig) -> Array:
    """The mean square of the distance along (slow, steep), on the one circle that every epoch then repeats."""
    slope, bend = _pulls(data, theory)
    batches = [batch.numpy() for batch in next(islice(epochs(len(data), config), 1))]
    maps = []
    turn, shift = np.eye(2), np.zeros(2)
    for batch in batches:
        step = config.lr * factor(config.cost, len(batch))
        turn_here, shift_here = np.eye(2) - step * bend[:, :, batch].mean(axis=2), -step * slope[:, batch].mean(axis=1)
        maps.append((turn_here, shift_here))
        turn, shift = turn_here @ turn, turn_here @ shift + shift_here
    moving = [1] if theory.flat else [0, 1]
    if np.abs(np.linalg.eigvals(turn[np.ix_(moving, moving)])).max() >= 1:
        return np.array([np.inf, np.inf])
    place = np.linalg.lstsq(np.eye(2) - turn, shift)[0]
    seen = []
    for turn_here, shift_here in maps:
        seen.append(np.square(place))
        place = turn_here @ place + shift_here
    return np.asarray(np.mean(seen, axis=0))
