"""An authenticator app (RFC 6238), written apart from the code that checks it."""

from __future__ import annotations

import base64
import hmac
import struct
import time


def code(secret: str, *, steps_ahead: int = 0) -> str:
    """The six digits that the app shows for this secret; `steps_ahead` half minutes from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(key, struct.pack(">Q", counter), "sha1").digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
