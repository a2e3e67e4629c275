"""For all tests: the page's server, and what Streamlit looks up anew for every AppTest looked up once."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.browser.servers import Served, run_app


@pytest.fixture(scope="session", autouse=True)
def _packages_are_scanned_once() -> Iterator[None]:
    """Every AppTest looks through all installed packages for components: 0.2 s, for what does not change meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page, served by Streamlit from the repository root. A traceback in its log fails the run."""
    log = tmp_path_factory.mktemp("app") / "streamlit.log"
    with run_app(log) as served:
        yield served
    if "Traceback" in log.read_text():
        pytest.fail("The server's log holds a traceback:\n" + log.read_text(), pytrace=False)
