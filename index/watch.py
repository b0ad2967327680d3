"""Changes under files and folders, as they happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

SETTLE = 1.0  # seconds without a further change before a change is reported: files are written bit by bit


def changes(paths: Sequence[Path], stop: Event | None = None) -> Iterator[set[Path]]:
    """Sets of paths that changed, appeared or vanished under `paths`, until `stop` is set. Hidden files do not count.

    The first set comes when watching has begun and may be empty: what happened before is to be looked for. Nothing is
    missed between two sets: what happens meanwhile is in the next.
    """
    from watchfiles import watch

    begun = False
    for batch in watch(
        *paths,
        debounce=60_000,
        step=int(SETTLE * 1000),
        stop_event=stop,
        raise_interrupt=True,
        rust_timeout=int(SETTLE * 1000),
        yield_on_timeout=True,
    ):
        changed = {Path(path) for _, path in batch}
        changed = {path for path in changed if not path.name.startswith(".")}
        if changed or not begun:
            begun = True
            yield changed
