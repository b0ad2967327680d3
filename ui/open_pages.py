"""Which conversation each open page shows."""

from __future__ import annotations

import threading
from collections import OrderedDict

_MOST = 10_000  # pages that are remembered, the latest


class OpenPages:
    """The conversation that is open in each page, by the page's session. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[str, str] = OrderedDict()

    def turn_to(self, page: str | None, conversation_id: str) -> None:
        """A page shows this conversation from now on; "" for a new one."""
        with self._lock:
            self._open[page or ""] = conversation_id
            self._open.move_to_end(page or "")
            while len(self._open) > _MOST:
                self._open.popitem(last=False)

    def shows(self, page: str | None, conversation_id: str) -> bool:
        """Whether a page shows this conversation (still); of a page that is not known, yes."""
        return self._open.get(page or "", conversation_id) == conversation_id

    def shown(self, page: str | None) -> str:
        """The conversation that a page shows; "" for a new one, and of a page that is not known."""
        return self._open.get(page or "", "")
