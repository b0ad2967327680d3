"""What a browser gets while the page is still being made: a word of patience that gives way to the page by itself.

Only modules that load in milliseconds are used here: the page's own take seconds.
"""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARK = "X-Dateline"  # the header that tells this page from the real one

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
body{margin:0;background:#f7f4ed;color:#1e1b17;font:1.125rem/1.5 Georgia,serif}
header{padding:.9rem clamp(1rem,3vw,2.5rem);border-bottom:1px solid}h1{font-size:1.75rem;line-height:1;margin:0}
p{padding:10vh clamp(1rem,3vw,2.5rem);font-style:italic}
@media(prefers-color-scheme:dark){body{background:#141618;color:#ebe6db}}
</style></head><body><header><h1>Dateline</h1></header><main><p role="status">Opening the archive…</p></main><script>
const look = async () => {
  try {
    const reply = await fetch(location.href, { cache: "no-store" });
    if (reply.ok && !reply.headers.get("MARK")) return location.reload();
  } catch {}
  setTimeout(look, 300);
};
setTimeout(look, 300);
</script></body></html>"""


class Splash:
    """Serves that page on an address from its making until `close`."""

    def __init__(self, host: str, port: int) -> None:
        """Begins at once; the address must be free."""
        server = type(
            "_Server", (ThreadingHTTPServer,), {"address_family": _family(host, port), "daemon_threads": True}
        )
        self._server = server((host, port), _Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="splash", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Gives the address back; may be called twice."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = _PAGE.replace("MARK", MARK).encode()
        self.send_response(503)
        for name, value in (
            (MARK, "opening"), ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"), ("Retry-After", "1"), ("X-Content-Type-Options", "nosniff"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing is logged: stderr is the user's."""


def _family(host: str, port: int) -> socket.AddressFamily:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
