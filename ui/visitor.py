"""Whose request it is: the user who signed in, or else the browser, by a cookie that only this server reads."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

COOKIE = "dateline-visitor"
_MAX_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer


def owner_of(request: Any) -> str:
    """The owner of the conversations that a request (Gradio's or Starlette's) may see.

    A browser without the cookie owns nothing that lasts: it is a new owner each time.
    """
    raw = getattr(request, "request", request)
    user = user_of(raw)
    if user is not None:
        return f"user:{user}"
    token = raw.cookies.get(COOKIE) or secrets.token_urlsafe()
    # The file of conversations holds no token, so that who reads the file cannot take a visitor's place.
    return "visitor:" + hashlib.sha256(token.encode()).hexdigest()[:32]


def user_of(request: Any) -> str | None:
    """Who has signed in, of Starlette's request; None for nobody."""
    app, cookies = request.app, request.cookies
    # Where Gradio's own sign-in keeps who it is (gradio/routes.py, get_current_user).
    for name in ("access-token", "access-token-unsecure"):
        user = app.tokens.get(cookies.get(f"{name}-{app.cookie_id}"))
        if user is not None:
            return str(user)
    return None


def new_cookie() -> str:
    """The Set-Cookie header of a new visitor."""
    return f"{COOKIE}={secrets.token_urlsafe()}; Path=/; Max-Age={_MAX_AGE}; HttpOnly; SameSite=Lax"
