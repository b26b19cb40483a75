"""Uploads are bounded while they arrive.

In go the pieces of an uploaded file; out comes an error page as soon as one file is larger than allowed, before it
fills memory or disk.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

__all__ = ["BoundedUploadHandler"]


class BoundedUploadHandler(FileUploadHandler):
    """Stops a request whose files, taken one by one, go beyond ``DUIXIAN_MAX_UPLOAD_MB``.

    What was stopped is told by ``request.upload_refused``; the form then has no file and says so.
    """

    chunk_size = 1 << 16

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count at each file."""
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (Django's form)
        """Hand the piece on to the next handler, or stop."""
        self._received += len(raw_data)
        if self._received > settings.MAX_UPLOAD_BYTES:
            if self.request is not None:
                self.request.upload_refused = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 (Django's form)
        """Leave the file to the next handler."""
        return
