"""Signing in: the page that asks for name and password, and the patience with an address that gets them wrong.

Gradio's own way of signing in stays as it is, for browsers and programs: name and password go to `login`, which sets its
cookies. Only the page that asks for them is ours.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.visitor import user_of

FREE_ATTEMPTS = 3  # wrong passwords of an address that cost nothing: people mistype
LONGEST_WAIT = 60.0  # seconds
_FORGOTTEN_AFTER = 900.0  # seconds without an attempt

# Colours, type and places are those of page.css, as on the page that is shown while the real one is being made.
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in · Dateline</title>
<meta name="viewport" content="width=device-width"><style>
:root{--paper:#f7f4ed;--sheet:#fffdf9;--ink:#1e1b17;--faded:#5d574c;--rule:#8a8271;--accent:#8c1c13;--on-accent:#fffaf2;
  color-scheme:light}
.dark{--paper:#141618;--sheet:#1c1f22;--ink:#ebe6db;--faded:#aaa496;--rule:#7d8188;--accent:#f2998a;--on-accent:#2a0b07;
  color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 Georgia,"Liberation Serif",serif;min-height:100dvh}
header{padding:.8rem clamp(1rem,3vw,2.5rem) .65rem;border-bottom:1px solid;font-size:1.75rem;line-height:1.2;font-weight:700}
main{width:100%;max-width:24rem;margin:0 auto;padding:9vh 1rem 2rem}
h1{font-size:clamp(1.75rem,4.5vw,2.25rem);line-height:1.1;letter-spacing:-.02em;margin:0 0 .75rem}
p{margin:0 0 1.25rem;color:var(--faded)}
label{display:block;font:600 .9375rem/1.4 "Liberation Sans",Arial,sans-serif;margin-bottom:1rem}
input,button{width:100%;min-height:48px;border-radius:4px;font:1.0625rem/1.4 "Liberation Sans",Arial,sans-serif}
input{display:block;margin-top:.3rem;padding:.6rem .85rem;color:var(--ink);background:var(--sheet);border:1px solid var(--rule)}
button{font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
#wrong{color:var(--accent);font:600 .9375rem/1.4 "Liberation Sans",Arial,sans-serif;margin:1rem 0 0;min-height:1.4em}
</style><script>
const chosen = localStorage.getItem("dateline-theme");
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark", dark);
</script></head><body><header>Dateline</header><main><h1>Sign in</h1>
<p>Your name and password, as this Dateline knows them.</p>
<form action="login" method="post">
<label>Name <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button><p id="wrong" role="alert"></p></form></main><script>
const form = document.querySelector("form");
const wrong = document.querySelector("#wrong");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  wrong.textContent = "";
  try {
    const reply = await fetch("login", { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (reply.ok) return location.reload();
    const wait = reply.headers.get("Retry-After");
    wrong.textContent = wait ? `Too many wrong passwords: try again in ${wait} s.`
      : reply.status < 500 ? "Name or password is wrong." : "The server could not check this: try again in a moment.";
    if (!wait) form.elements.password.select();
  } catch {
    wrong.textContent = "The server does not answer. Is it running? Try again in a moment.";
  }
  button.removeAttribute("aria-disabled");
});
</script></body></html>"""


class Attempts:
    """The attempts to sign in, by address: after a few in vain each next one has to wait, for twice as long each time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, tuple[int, float]] = {}  # how many, and when the last one was begun

    def begin(self, address: str) -> float:
        """0 when an attempt may be made, which counts as failed until `succeeded`; else the seconds to wait before."""
        now = self._clock()
        for known in [a for a, (_, at) in self._failed.items() if now - at > _FORGOTTEN_AFTER]:
            del self._failed[known]
        failed, at = self._failed.get(address, (0, now))
        wait = at + _pause(failed) - now
        if wait > 0:
            return wait
        self._failed[address] = (failed + 1, now)
        return 0

    def failed(self, address: str) -> None:
        """An attempt was in vain: the wait for the next one begins now, however long the checking took."""
        self._failed[address] = (self._failed.get(address, (1, 0.0))[0], self._clock())

    def succeeded(self, address: str) -> None:
        """The address has signed in: nothing is held against it any more."""
        self._failed.pop(address, None)


def _pause(failed: int) -> float:
    """The seconds between an attempt and the one before, when so many have failed."""
    return 0.0 if failed < FREE_ATTEMPTS else float(min(LONGEST_WAIT, 2.0 ** min(failed - FREE_ATTEMPTS, 10)))


class SignIn:
    """Shows the page to who asks for `/` and is not signed in, and slows down who guesses passwords."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.attempts = Attempts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        if path == "/" and scope["method"] == "GET" and user_of(Request(scope)) is None:
            page: Response = HTMLResponse(_PAGE, headers={"Cache-Control": "no-store"})
            await page(scope, receive, send)
            return
        if path.rstrip("/") != "/login" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        wait = self.attempts.begin(address)
        if wait:
            headers = {"Retry-After": str(math.ceil(wait))}
            refusal = JSONResponse({"detail": "Too many wrong passwords: wait."}, status_code=429, headers=headers)
            await refusal(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                (self.attempts.succeeded if message["status"] < 400 else self.attempts.failed)(address)
            await send(message)

        await self.app(scope, receive, noting)
