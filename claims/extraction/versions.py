"""What tells one state of the rules from another."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

_SUFFIXES = frozenset([".py", ".toml", ".tsv", ".txt"])


@cache
def package_digest(*packages: str) -> str:
    """Twelve digits that change with every change of the packages' code or data.

    The files are read once per process. Raises ModuleNotFoundError for an unknown package.
    """
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(files(package)))
        for path in sorted(p for p in root.rglob("*") if p.suffix in _SUFFIXES):
            name = f"{package}/{path.relative_to(root).as_posix()}"
            digest.update(f"{name}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
