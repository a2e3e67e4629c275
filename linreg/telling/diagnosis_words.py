"""The diagnosis in words and in figures: how far over the limit, what that does, and what each change brings."""

from linreg.telling.brought import Brought, Way
from linreg.telling.diagnosis import Diagnosis
from linreg.theory import ARRIVED
from linreg.training.config import TrainConfig
from linreg.words import Words
from linreg.words.numbers import percent, plain, times, whole

NOTHING = "–"


def sentence(say: Words, told: Diagnosis, config: TrainConfig) -> str:
    """Why it ends as it does, in a few sentences."""
    return say(f"cases.why_{_case(told)}", **numbers(told, config))


def figures(say: Words, told: Diagnosis, config: TrainConfig) -> list[tuple[str, str]]:
    """The three numbers that say it all, each with what it is."""
    names = {"overflows": ("over", "growth", "last"), "grows": ("over", "growth", "last")}
    values = numbers(told, config)
    return [(values[name] or NOTHING, say(f"cases.figure_{name}", **values)) for name in names.get(told.kind, REST)]


REST = ("over", "epochs", "needed")


def numbers(told: Diagnosis, config: TrainConfig) -> dict[str, str]:
    """All that a sentence about it may want to say."""
    return {
        "lr": plain(config.lr, 7),
        "epochs": f"{config.epochs:,}",
        "limit": plain(told.limit),
        "over": times(told.over) if told.over >= 1 else plain(told.over, 2),
        "growth": times(told.growth),
        "last": "" if told.last is None else whole(told.last),
        "needed": "" if told.needed is None else whole(told.needed),
        "share": percent(ARRIVED),
    }


def headline(say: Words, told: Diagnosis, config: TrainConfig) -> str:
    """The same in the fewest words, for a card."""
    over = told.kind in ("overflows", "grows")
    return say(f"cases.card_{'over' if over else 'needed'}", **numbers(told, config))


def called(say: Words, way: Way) -> tuple[str, str]:
    """A way's name, and what it is exactly."""
    name = way.name or "tried"
    about = say(f"cases.about_{name}", lr=plain(way.config.lr, 7), epochs=whole(way.config.epochs))
    return say(f"cases.cure_{name}"), about


def cells(say: Words, came: Brought) -> tuple[str, str]:
    """What a way brought: the final cost, and the epochs until it is near."""
    if came.diverged:
        return say("cases.overflown", epoch=f"{came.epochs:,}"), NOTHING
    cost = plain(came.cost, 3)
    if came.near is not None:
        return cost, f"{came.near:,}"
    return cost, say("cases.foretold", epochs=roughly(came.foretold)) if came.foretold is not None else NOTHING


def _case(told: Diagnosis) -> str:
    """Which of the sentences fits."""
    if told.kind == "overflows":
        return "overflows" if told.last else "overflows_at_once"
    if told.kind == "grows":
        return "grows" if told.last is not None else "grows_unseen"
    return told.kind


def roughly(epochs: int) -> str:
    """A number of epochs that is told as about so many: three digits of it."""
    return whole(int(float(f"{epochs:.3g}")))
