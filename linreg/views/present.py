"""The presentation: the button that begins it, and the keys of a lecture. All of it happens in the browser."""

from linreg.views.components import register
from linreg.words import Words

_component = register("present", "page/present.js")


def button(say: Words) -> None:
    """The button, and the sheet of keys behind `?`; the keys that press a control find it by what it says."""
    lenses = {lens: say(f"lens.{lens}") for lens in ("compare", "steps", "code", "table", "rain")}
    _component(say, "present", {"words": say.section("present"), "lenses": lenses})
