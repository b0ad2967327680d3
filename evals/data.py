"""Where the public data for measuring lies."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder named by DATELINE_DATA, or ../shared/data."""
    return Path(os.environ.get("DATELINE_DATA", "../shared/data"))
