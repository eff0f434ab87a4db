"""`python -m claimbase.embedded DATA_DIRECTORY [--throwaway]`: the keeper process."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

from claimbase.embedded.keeper import Ended, keep


def _end(number: int, frame: FrameType | None) -> None:
    raise Ended


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    sys.exit(keep(Path(sys.argv[1]), durable="--throwaway" not in sys.argv[2:]))
