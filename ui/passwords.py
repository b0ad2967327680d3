"""A file of users with hashed passwords: one `name:scrypt:n:r:p:salt:hash` a line, salt and hash in hexadecimal."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError

# OWASP's least for scrypt (Password Storage Cheat Sheet): 2^17 takes 128 MB a check; 2^15 with p = 3 takes 32 MB.
_N, _R, _P = 2**15, 8, 3
_MEMORY = 128 * 1024 * 1024  # bytes
LEAST_CHARS = 8
_AT_ONCE = 2  # checks: each takes 32 MB and a processor


@dataclass(frozen=True, slots=True)
class _Hashed:
    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    def matches(self, password: str) -> bool:
        return hmac.compare_digest(_digest(password, self.salt, self.n, self.r, self.p), self.digest)


class Users:
    """The users of a file."""

    def __init__(self, path: Path) -> None:
        """Reads the file. Raises UsageError naming the line for one that is not as `add_user` writes it."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise UsageError(f"{path} cannot be read ({why}). Make it with `dateline user {path} NAME`.") from error
        self._users: dict[str, _Hashed] = {}
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    name, kind, n, r, p, salt, digest = line.strip().split(":")
                    hashed = _Hashed(int(n), int(r), int(p), bytes.fromhex(salt), bytes.fromhex(digest))
                except ValueError as error:
                    raise UsageError(f"{path}, line {number} is no user: write it with `dateline user`.") from error
                if kind != "scrypt":
                    raise UsageError(
                        f"{path}, line {number}: {kind!r} is no hash that is known; write it with `dateline user`."
                    )
                self._users[name] = hashed
        if not self._users:
            raise UsageError(f"{path} has no users: add one with `dateline user {path} NAME`.")
        self._nobody = _hashed(secrets.token_hex())
        self._checking = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of a user; an unknown name takes as long as a wrong password."""
        known = self._users.get(name)
        matches = (known or self._nobody).matches(password)
        return matches and known is not None

    async def check_in_background(self, name: str, password: str) -> bool:
        """The same in a thread, for a server that goes on with everybody else's requests meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._checking, self.check, name, password)


def add_user(path: Path, name: str, password: str) -> None:
    """Writes a user to the file, made if need be and readable by its owner only; their old password is replaced.

    Raises UsageError for a name or password that will not do, and a file that cannot be written.
    """
    if not name or ":" in name or name != name.strip() or not name.isprintable():
        raise UsageError(f"{name!r} is no user name: use letters and digits, without colons or spaces around it.")
    if len(password) < LEAST_CHARS:
        raise UsageError(f"The password is shorter than {LEAST_CHARS} characters: take a longer one.")
    try:
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        h = _hashed(password)
        new = f"{name}:scrypt:{h.n}:{h.r}:{h.p}:{h.salt.hex()}:{h.digest.hex()}"
        kept = [line for line in old if line.partition(":")[0] != name and line.strip()]
        part = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join([*kept, new]) + "\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _hashed(password: str) -> _Hashed:
    salt = secrets.token_bytes(16)
    return _Hashed(_N, _R, _P, salt, _digest(password, salt, _N, _R, _P))


def _digest(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
