"""A script of the chat page that runs before Gradio's own, which the page's head, added by these, comes too late for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
_SCRIPT = (Path(__file__).parent / "assets" / "early.js").read_bytes()


class EarlyScript:
    """Puts the script first into the page, as ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def with_script(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message  # its length is known with the body
                return
            if start is not None:
                body = message.get("body", b"")
                longer = body.replace(_HEAD, _HEAD + b"<script>" + _SCRIPT + b"</script>", 1)
                headers = MutableHeaders(scope=start)
                if "content-length" in headers:
                    headers["content-length"] = str(int(headers["content-length"]) + len(longer) - len(body))
                message = {**message, "body": longer}
                await send(start)
                start = None
            await send(message)

        await self.app(scope, receive, with_script)
