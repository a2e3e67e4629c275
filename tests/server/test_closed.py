"""What Streamlit offers and the page does not is closed: uploads, metrics, the interface for programs."""

import asyncio
import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitors import aside, visit
from tests.server.asking import Answer, ask

BOUNDARY = "linreg"
FILE = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="points.csv"\r\n'
    f"Content-Type: text/csv\r\n\r\nx,y\r\n1,2\r\n--{BOUNDARY}--\r\n"
).encode()


async def upload(url: str) -> Answer:
    """Sends a file the way Streamlit's own page would: within an open session, with the token it was given."""
    cookie = ask(f"{url}/_stcore/health").headers["Set-Cookie"]
    token = re.search(r"_streamlit_xsrf=([^;]+)", cookie)
    assert token
    async with visit(url) as socket:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await socket.send(message.SerializeToString())
        session = ""
        while not session:
            session = ForwardMsg.FromString(await socket.recv()).new_session.initialize.session_id
        return await asyncio.to_thread(
            ask,
            f"{url}/_stcore/upload_file/{session}/7b0f",
            "PUT",
            FILE,
            Cookie=f"_streamlit_xsrf={token[1]}",
            X_Xsrftoken=token[1],
            Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        )


def test_a_file_that_nobody_asked_for_is_refused(url: str) -> None:
    answer = aside(upload(url))
    assert (answer.status, answer.body) == (403, b"This page takes no files.\n")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST", "GET"])
def test_uploads_are_closed_whatever_the_method(url: str, method: str) -> None:
    assert ask(f"{url}/_stcore/upload_file/a/b", method).status == 403


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize(
    "name",
    ["metrics", "script-health-check", "agent/interact", "agent/openapi.json", "agent/mcp", "bidi-components/x", ""],
)
def test_what_is_not_for_visitors_is_not_there(url: str, name: str, method: str) -> None:
    assert ask(f"{url}/_stcore/{name}", method).status == 404


@pytest.mark.parametrize("name", ["health", "host-config"])
def test_what_the_page_itself_asks_for_is_open(url: str, name: str) -> None:
    assert ask(f"{url}/_stcore/{name}").status == 200
