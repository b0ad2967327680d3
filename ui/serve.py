"""The chat page as a server: one address, this machine only unless told otherwise."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.corpus import Corpus
    from ui.passwords import Users
    from ui.splash import Splash

log = logging.getLogger(__name__)

# Only this server is asked for anything: a page that tried otherwise, through an article's text or a library's habit,
# is stopped by the browser. Gradio's own pages need inline scripts and styles, and compile their templates.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def serve(
    corpus: Corpus,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    users: Users | None = None,
    splash: Splash | None = None,
) -> None:
    """Serves the chat page until interrupted.

    Raises UsageError when the address cannot be listened on.
    """
    with served(corpus, host=host, port=port, users=users, splash=splash) as url:
        sys.stderr.write(f"Dateline is at {url} (Ctrl+C ends it).\n")
        sys.stderr.flush()
        if open_browser:
            import webbrowser

            webbrowser.open(url)
        try:
            while True:
                _wait()
        except KeyboardInterrupt:
            sys.stderr.write("\n")


@contextmanager
def served(
    corpus: Corpus,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    users: Users | None = None,
    splash: Splash | None = None,
) -> Iterator[str]:
    """The chat page, being served for as long as the context lasts; its URL. Port 0 is any free port.

    With `users`, only they are let in, by their passwords. `splash` holds the address already and gives it back when the
    page is ready.

    Raises UsageError when the address cannot be listened on, HistoryError when the conversations that are kept cannot be
    opened.
    """
    if splash is None:
        port = port_to_use(host, port)  # before the slow imports: a mistake is told at once
    _stay_local()
    from ui.desk import Desk
    from ui.page import build, launch_settings

    desk = Desk(corpus)
    blocks = build(desk)
    if splash is not None:
        splash.close()
    check: Any = users.check_in_background if users else None  # awaited by Gradio, though its types do not say so
    try:
        _, url, _ = blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            inbrowser=False,
            auth=check,
            app_kwargs={"middleware": _middleware(users is not None), "docs_url": None, "redoc_url": None},
            **launch_settings(),
        )
    except OSError as error:  # taken between the check and the launch
        raise UsageError(_busy(host, port)) from error
    desk.start()
    try:
        yield url
    finally:
        blocks.close(verbose=False)
        desk.close()


def port_to_use(host: str, port: int) -> int:
    """`port` if it can be listened on, any free one for 0. Raises UsageError that says what stands in the way."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise UsageError(
            f"{host} is no address of this machine ({error.strerror}): use --host 127.0.0.1 (this machine only) or "
            "--host 0.0.0.0 (every network)."
        ) from error
    with socket.socket(family, kind) as probe:
        # As the server will: a port whose last connections are still winding down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UsageError(_busy(host, port)) from error
            if error.errno == errno.EACCES:
                raise UsageError(
                    f"Port {port} may not be used without administrator's rights: use --port with a number over 1023."
                ) from error
            raise UsageError(
                f"{host}:{port} cannot be listened on ({error.strerror}): use --host 127.0.0.1 or another --port."
            ) from error
        return int(probe.getsockname()[1])


def _busy(host: str, port: int) -> str:
    return (
        f"Port {port} on {host} is in use by another program, perhaps another Dateline: end that, or choose another "
        f"port with --port {port + 1 if port < 65535 else 7861}."
    )


def _stay_local() -> None:
    """Gradio reads these on import or at launch; none of them may send anything, or the page, anywhere."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.pop("GRADIO_SHARE", None)
    os.environ.pop("GRADIO_MCP_SERVER", None)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _middleware(with_users: bool) -> list[object]:
    from starlette.datastructures import Headers, MutableHeaders
    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ui.early import EarlyScript
    from ui.visitor import COOKIE, new_cookie

    class SafeHeaders:
        """Adds the headers that keep the page to itself, and makes a new browser known again the next time."""

        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    headers = MutableHeaders(scope=message)
                    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
                    headers["Referrer-Policy"] = "no-referrer"
                    headers["X-Content-Type-Options"] = "nosniff"
                    if scope["path"] == "/" and f"{COOKIE}=" not in Headers(scope=scope).get("cookie", ""):
                        headers.append("set-cookie", new_cookie())
                await send(message)

            await self.app(scope, receive, with_headers if scope["type"] == "http" else send)

    if not with_users:
        return [Middleware(SafeHeaders), Middleware(EarlyScript)]
    from ui.signin import SignIn

    return [Middleware(SafeHeaders), Middleware(SignIn), Middleware(EarlyScript)]


def _wait() -> None:
    import time

    time.sleep(3600)
