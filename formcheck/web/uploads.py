"""Clips in: a form streamed to disk under generated names, its size counted while it comes."""

import asyncio
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from formcheck.web.names import shown_name
from formcheck.web.settings import MEGABYTE, Limits, NoRoom, ServerError, TooBusy, TooLarge

_FIELD_BYTES, _FIELDS = 200, 10
_CHUNK_WAIT_S = 60.0
_SPARE_BYTES = 200 * MEGABYTE  # left free on the disk


@dataclass(frozen=True, slots=True)
class Upload:
    """One clip on disk: where, and the name to show for it."""

    path: Path
    name: str


@dataclass(slots=True)
class Form:
    """What a request brought."""

    uploads: list[Upload] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def delete(self) -> None:
        """Remove its clips from disk."""
        for upload in self.uploads:
            upload.path.unlink(missing_ok=True)


class Receiver:
    """Takes forms with clips.

    Args:
        folder: private, where clips are put.
        limits: of files, parts and bytes.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._under_way = 0

    async def receive(self, request: Request) -> Form:
        """Read a form to its end; nothing is left on disk when it fails.

        Raises:
            ServerError: not a form, cut off, too large, too many, or no room.
        """
        if self._under_way >= self._limits.uploads:
            raise TooBusy("several uploads are under way", mend="Try again when they have ended")
        parser = _Parser(_boundary(request), self._folder, self._limits)
        self._check_room(request)
        self._under_way += 1
        try:
            return await _read(request, parser)
        except BaseException:
            parser.form.delete()
            raise
        finally:
            self._under_way -= 1
            parser.close()

    def _check_room(self, request: Request) -> None:
        declared = request.headers.get("content-length", "0")
        expected = int(declared) if declared.isdecimal() else 0
        if expected > self._limits.request_bytes:
            raise _too_large("the upload", self._limits.request_bytes)
        if shutil.disk_usage(self._folder).free < expected + _SPARE_BYTES:
            raise NoRoom("the disk has no room for the upload", mend="Free some space")


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > 70:  # RFC 2046 section 5.1.1
        raise ServerError("clips are sent as multipart/form-data")
    return boundary


async def _read(request: Request, parser: "_Parser") -> Form:
    chunks = request.stream()
    try:
        while chunk := await asyncio.wait_for(anext(chunks, b""), _CHUNK_WAIT_S):
            # beside the event loop, which must not wait for the disk
            await asyncio.to_thread(parser.write, chunk)
    except TimeoutError:
        raise ServerError("the upload stood still", mend="Send it again") from None
    except ClientDisconnect:
        raise ServerError("the upload was cut off", mend="Send it again") from None
    except FormParserError:
        raise ServerError("the form cannot be read", mend="Send it again") from None
    except OSError as error:
        raise NoRoom("the upload cannot be stored", cause=error.strerror or "") from error
    return parser.finish()


def _too_large(what: str, limit: int) -> TooLarge:
    return TooLarge(
        f"{what} is larger than {limit / MEGABYTE:.3g} MB", mend="Cut the clip, or save it in a smaller size"
    )


class _Parser:
    """A form's parts as they come: files to disk, fields to memory."""

    def __init__(self, boundary: bytes, folder: Path, limits: Limits) -> None:
        self.form = Form()
        self._folder, self._limits = folder, limits
        self._bytes = self._file_bytes = self._parts = 0
        self._header, self._value = b"", b""
        self._disposition = b""
        self._file: IO[bytes] | None = None
        self._name, self._text = "", b""
        self._is_whole = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._open,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._all,
            },
        )

    def write(self, chunk: bytes) -> None:
        """Take some bytes."""
        self._bytes += len(chunk)
        if self._bytes > self._limits.request_bytes:
            raise _too_large("the upload", self._limits.request_bytes)
        self._parser.write(chunk)

    def finish(self) -> Form:
        """The bytes are over."""
        if not self._is_whole:
            raise ServerError("the upload was cut off", mend="Send it again")
        if not self.form.uploads:
            raise ServerError("the form holds no clip", mend="Choose at least one file")
        return self.form

    def close(self) -> None:
        """Close a file that an error left open."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > self._limits.files + _FIELDS:
            raise TooLarge(f"at most {self._limits.files} clips at once", mend="Send them in several goes")
        self._header = self._value = self._disposition = self._text = b""
        self._file_bytes = 0

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" not in options:
            return
        if len(self.form.uploads) == self._limits.files:
            raise TooLarge(f"at most {self._limits.files} clips at once", mend="Send them in several goes")
        # the name that was sent is only ever shown
        upload = Upload(
            self._folder / uuid.uuid4().hex, shown_name(options[b"filename"].decode("utf-8", "replace"))
        )
        self.form.uploads.append(upload)
        self._file = upload.path.open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            self._text += data[start:end]
            if len(self._text) > _FIELD_BYTES:
                raise TooLarge("a field of the form is too long")
            return
        self._file_bytes += end - start
        if self._file_bytes > self._limits.upload_bytes:
            raise _too_large(self.form.uploads[-1].name, self._limits.upload_bytes)
        self._file.write(memoryview(data)[start:end])

    def _end(self) -> None:
        if self._file is None:
            self.form.fields[self._name] = self._text.decode("utf-8", "replace")
        self.close()

    def _all(self) -> None:
        self._is_whole = True
