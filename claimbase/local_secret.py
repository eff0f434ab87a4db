"""The secret key of a local installation: made once, kept in the data directory."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def local_secret_key(data: Path) -> str:
    """The key in `data/secret-key` (mode 0600); written on first use, once for all processes."""
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = data / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            path.hardlink_to(draft)  # the first process wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
