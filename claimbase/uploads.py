"""The limit on one upload as a whole, told before its bytes are read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class WholeUploadLimit(FileUploadHandler):
    """Refuses an upload by the length it announces; leaves the files to the other handlers."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.MAX_UPLOAD_BYTES:
            raise RequestDataTooBig(
                f"The upload has {content_length / 1024 / 1024:,.0f} MB; the limit is "
                f"{settings.MAX_UPLOAD_BYTES / 1024 / 1024:,.0f} MB (CLAIMBASE_MAX_UPLOAD_MB). "
                "Send it in parts."
            )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
