"""What a browser gets while the page is still being made: a word of patience that gives way to the page by itself.

Only modules that load in milliseconds are used here: the page's own take seconds.
"""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARK = "X-Dateline"  # the header that tells this page from the real one

# Colours, type and places are those of page.css, so that the page takes this one's place without a jump; a question that is
# typed meanwhile is handed on to it (`draft` in page.js).
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline</title>
<meta name="viewport" content="width=device-width"><style>
:root{--paper:#f7f4ed;--sheet:#fffdf9;--ink:#1e1b17;--faded:#5d574c;--rule:#8a8271;--accent:#8c1c13;color-scheme:light}
.dark{--paper:#141618;--sheet:#1c1f22;--ink:#ebe6db;--faded:#aaa496;--rule:#7d8188;--accent:#f2998a;color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 Georgia,"Liberation Serif",serif;
  height:100dvh;display:grid;grid-template-rows:auto 1fr auto}
header{display:flex;align-items:center;gap:1rem;padding:.8rem clamp(1rem,3vw,2.5rem) .65rem;border-bottom:1px solid}
h1{font-size:1.75rem;line-height:1.2;margin:0}
header p{margin:0;font-style:italic;font-size:.95rem;color:var(--faded)}
main,form{width:100%;max-width:46rem;margin:0 auto;padding:9vh 1rem 0}
h2{font-size:clamp(2rem,4.5vw,3rem);line-height:1.05;letter-spacing:-.02em;margin:0 0 .75rem}
main p{margin:0;font-style:italic;color:var(--faded)}
form{padding:.5rem 1rem 2.2rem}
textarea{width:100%;height:48px;resize:none;padding:.7rem .85rem;font:1.0625rem/1.45 "Liberation Sans",Arial,sans-serif;
  color:var(--ink);background:var(--sheet);border:1px solid var(--rule);border-radius:4px}
textarea::placeholder{color:var(--faded);opacity:1}
textarea:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media(max-width:899px){header p{display:none}}
</style><script>
const chosen = localStorage.getItem("dateline-theme");
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark", dark);
</script></head><body><header><h1>Dateline</h1><p>Every answer with its passage and its day</p></header>
<main><h2>Ask the archive.</h2><p role="status">Opening the archive…</p></main>
<form aria-label="Ask the archive"><textarea aria-label="Your question" placeholder="Ask the archive…" autofocus></textarea></form><script>
const box = document.querySelector("textarea");
box.value = sessionStorage.getItem("dateline-draft") ?? "";
box.addEventListener("input", () => sessionStorage.setItem("dateline-draft", box.value));
box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
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
