"""What the page is drawn after: a fragment that finds it changed asks for the page.

A browser may put a change of the page and a message to a fragment into one, and Streamlit then runs the fragment alone.
"""

from linreg.views import outcome, player, visit


def wanted() -> object:
    """All that the page is to be drawn after, as the visitor wants it at this moment."""
    return visit.now(), player.drawn_after(), outcome.asked()
