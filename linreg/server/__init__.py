"""What serves the page beside Streamlit: trainings together, files from memory, headers."""

from starlette.middleware import Middleware

from linreg.server.astray import Astray
from linreg.server.closed import Closed
from linreg.server.files import Files
from linreg.server.headers import Headers
from linreg.server.ready import ready

__all__ = ["middleware", "ready"]


def middleware(base: str = "") -> list[Middleware]:
    """What every request passes before Streamlit sees it, outermost first.

    base : Streamlit's server.baseUrlPath, beneath which everything lies; "" if it is the server's root.
    """
    root = f"/{base.strip('/')}" if base.strip("/") else ""
    beneath = [Middleware(layer, root=root) for layer in (Closed, Astray, Files)]
    return [Middleware(Headers), *beneath]
