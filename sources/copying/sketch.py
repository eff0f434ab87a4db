"""Keys under which copies of a text meet: locality-sensitive hashing of MinHash signatures.

The keys of a whole text find texts that share a quarter of their runs with .92 probability, and a
half with .9999. The keys of its beginning find what was cut to its first paragraphs, which shares
little with the whole. Texts that share one run in a hundred meet under none of the keys in 199 of
200 cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from rensa import RMinHash

from sources.copying.words import CopiedText, runs

# Bands, and values in each.
_WHOLE = (40, 2)
_BEGINNING = (8, 4)
_BEGINNING_WORDS = 60
_SEED = 20
# Stored with every sketch: keys made in another way cannot be compared with these.
MADE_BY = (
    f"rensa {RMinHash.ALGORITHM_VERSION}; {_WHOLE[0]}x{_WHOLE[1]}, first {_BEGINNING_WORDS} words "
    f"{_BEGINNING[0]}x{_BEGINNING[1]}; seed {_SEED}"
)


def sketch_keys(text: CopiedText) -> list[int]:
    """Signed 64-bit keys; texts with none in common are no copies of each other.

    One stands for the text as it is; a text too short to be known by a part has only this one.
    """
    keys = [_key("same", text.fingerprint.encode())]
    if text.is_telling:
        found = runs(text.words)
        keys += _bands("whole", found, *_WHOLE)
        keys += _bands("beginning", found[:_BEGINNING_WORDS], *_BEGINNING)
    return keys


def _bands(part: str, found: Sequence[str], bands: int, rows: int) -> list[int]:
    signature = RMinHash(num_perm=bands * rows, seed=_SEED)
    signature.update(list(found))
    values = [value.to_bytes(4, "big") for value in signature.digest()]
    return [
        _key(f"{part} {band}", b"".join(values[band * rows : (band + 1) * rows]))
        for band in range(bands)
    ]


def _key(name: str, value: bytes) -> int:
    digest = hashlib.blake2b(value, digest_size=8, person=name.encode()).digest()
    return int.from_bytes(digest, "big", signed=True)
