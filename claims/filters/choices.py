"""What can be chosen in lists of claims and of statements."""

from __future__ import annotations

from claims.catalogue import default_catalogue


def type_choices() -> list[tuple[str, str]]:
    """Every claim type of the catalogue, by label."""
    return sorted(
        ((t.key, t.label) for t in default_catalogue().types.values()), key=lambda c: c[1]
    )
