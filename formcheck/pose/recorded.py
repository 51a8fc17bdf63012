"""Landmarks saved to a file and replayed from it: the same numbers, bit for bit, without the video.

The file is a NumPy ``.npz`` (a zip of ``.npy`` arrays; ``numpy.load(path)`` reads it without pickle):

| array | shape | type | meaning |
|---|---|---|---|
| `header` | () | text | JSON, see below |
| `t_s` | (frames,) | float64 | seconds of each frame |
| `size_px` | (frames, 2) | int64 | width and height of each picture |
| `seen` | (frames,) | bool | whether a person was seen in the frame |
| `xy_px` | (seen, 33, 2) | float of the backend | as in `Pose`; a row for each frame with `seen` |
| `world_m` | (seen, 33, 3) | float of the backend | the same |
| `visibility` | (seen, 33) | float of the backend | the same |

The header holds `format` ("formcheck-landmarks"), `schema_version` (1), `backend`, `model`, and `source`: the
name of the clip, never its folder. Missing values are NaN, as in `Pose`. A reader refuses any other
`schema_version`; the number grows whenever an array changes its meaning.

Neither writing nor reading holds more than one frame in memory.
"""

import contextlib
import io
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import IO, Any, Self

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from formcheck.errors import FormcheckError
from formcheck.pose.landmarks import COUNT
from formcheck.pose.pose import Pose
from formcheck.pose.recorded_checks import check_number, check_times, expect

FORMAT = "formcheck-landmarks"
SCHEMA_VERSION = 1
RECORD_COMMAND = "formcheck analyze CLIP --exercise NAME --save-landmarks"

# Shape of one row of each array; the first three have a row a frame, the others a row a seen person.
_FRAME_ROWS = {"t_s": ((), "float64"), "size_px": ((2,), "int64"), "seen": ((), "bool")}
_POSE_ROWS: dict[str, tuple[int, ...]] = {"xy_px": (COUNT, 2), "world_m": (COUNT, 3), "visibility": (COUNT,)}

# What zipfile, zlib, NumPy, json and the checks here raise on a file that is cut off, altered or foreign.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ValueError, LookupError, TypeError, EOFError, RuntimeError),
    *(MemoryError, OverflowError, SyntaxError),
)


class RecordingError(FormcheckError):
    """A file of landmarks could not be read or written."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a file of landmarks says of itself.

    Attributes:
        backend: the pose backend that saw the landmarks, such as `blazepose`.
        model: the backend's model, such as `full`.
        source: name of the clip or camera, without its folder.
    """

    backend: str
    model: str
    source: str


class LandmarkRecorder:
    """Writes landmarks to one file as they come; the file appears when the recorder is closed.

    Use it as a context manager: what was recorded before an error is kept.

    Args:
        path: the ``.npz`` file to write; replaced when it exists.
        backend: the pose backend's name.
        model: the backend's model.
        source: the clip; only its name is saved.

    Raises:
        RecordingError: the folder is missing or cannot be written to.
    """

    def __init__(self, path: Path | str, *, backend: str, model: str, source: Path | str) -> None:
        self._path = Path(path)
        self._recording = Recording(backend, model, PurePath(source).name)
        self._columns: dict[str, _Column] = {}
        self._files = ExitStack()
        with _writing(self._path):
            for name, (shape, dtype) in _FRAME_ROWS.items():
                self._columns[name] = _Column(self._new_file(), shape, np.dtype(dtype))

    def write(self, t_s: float, pose: Pose | None, size_px: tuple[int, int]) -> None:
        """Record one frame.

        Args:
            t_s: seconds of the frame.
            pose: what was seen in it, or None.
            size_px: width and height of the picture.

        Raises:
            ValueError: the pose is of another time or size, or of another number type than those before.
            RecordingError: the disk is full, or the like.
        """
        if pose is not None and (pose.t_s, pose.size_px) != (t_s, size_px):
            raise ValueError(f"pose of {pose.t_s} s {pose.size_px} given for frame {t_s} s {size_px}")
        with _writing(self._path):
            if pose is not None:
                self._write_pose(pose)
            for name, value in (("t_s", t_s), ("size_px", size_px), ("seen", pose is not None)):
                self._columns[name].append(np.asarray(value, _FRAME_ROWS[name][1]))

    def close(self) -> None:
        """Write the file; a second call does nothing.

        Raises:
            RecordingError: the file cannot be written.
        """
        columns, self._columns = self._columns, {}
        if not columns:
            return
        for name, shape in _POSE_ROWS.items():  # nobody was seen
            columns.setdefault(name, _Column(io.BytesIO(), shape, np.dtype(float)))
        part = self._path.with_name(self._path.name + ".part")
        # the nameless files within it: closing them writes what they still hold
        with _writing(self._path), self._files:
            try:
                self._write_archive(part, columns)
                os.replace(part, self._path)
            finally:
                part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _new_file(self) -> IO[bytes]:
        nameless = tempfile.TemporaryFile(dir=self._path.parent)  # noqa: SIM115 - closed by the stack
        return self._files.enter_context(nameless)

    def _write_pose(self, pose: Pose) -> None:
        rows = {name: getattr(pose, name) for name in _POSE_ROWS}
        for name, row in rows.items():
            if name not in self._columns:
                self._columns[name] = _Column(self._new_file(), row.shape, row.dtype)
            if row.dtype != self._columns[name].dtype:
                raise ValueError(f"{name} was {self._columns[name].dtype} before, now {row.dtype}")
        for name, row in rows.items():
            self._columns[name].append(row)

    def _write_archive(self, path: Path, columns: "dict[str, _Column]") -> None:
        header = {"format": FORMAT, "schema_version": SCHEMA_VERSION, **asdict(self._recording)}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            with archive.open("header.npy", "w") as member:
                npy.write_array(member, np.array(json.dumps(header)), allow_pickle=False)
            for name, column in columns.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    column.copy_to(member)


class _Column:
    """One array of unknown length, row by row in a nameless file."""

    def __init__(self, file: IO[bytes], shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self._file, self._shape, self.dtype = file, shape, dtype
        self._rows = 0

    def append(self, row: NDArray[Any]) -> None:
        self._file.write(row.tobytes())
        self._rows += 1

    def copy_to(self, target: IO[bytes]) -> None:
        """Write the rows as an ``.npy`` file."""
        shape = (self._rows, *self._shape)
        descr = npy.dtype_to_descr(self.dtype)
        npy.write_array_header_1_0(target, {"descr": descr, "fortran_order": False, "shape": shape})
        self._file.seek(0)
        shutil.copyfileobj(self._file, target)


class RecordedPoses:
    """Replays a file of landmarks: iterating gives (t_s, Pose or None) a frame, as often as wanted.

    Args:
        path: a file written by `LandmarkRecorder`.

    Attributes:
        recording: the backend, model and clip that the landmarks are from.

    Raises:
        RecordingError: the file is missing, damaged, or something else.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        with _reading(self._path), zipfile.ZipFile(self._path) as archive:
            if damaged := archive.testzip():
                raise zipfile.BadZipFile(f"{damaged} has another checksum")
            self.recording = _read_header(archive)
            self._frames = _checked_frames(archive)

    def __len__(self) -> int:
        """Return the number of frames."""
        return self._frames

    def __iter__(self) -> Iterator[tuple[float, Pose | None]]:
        with _reading(self._path), ExitStack() as stack:
            archive = stack.enter_context(zipfile.ZipFile(self._path))
            rows = {name: _rows(archive, name, stack) for name in _FRAME_ROWS}
            poses = {name: _rows(archive, name, stack) for name in _POSE_ROWS}
            for _ in range(self._frames):
                t_s, size_px, seen = (next(rows[name]) for name in _FRAME_ROWS)
                pose = {name: next(array) for name, array in poses.items()} if seen else {}
                size = (int(size_px[0]), int(size_px[1]))
                yield float(t_s), Pose(float(t_s), size_px=size, **pose) if seen else None


def _read_header(archive: zipfile.ZipFile) -> Recording:
    with archive.open("header.npy") as member:
        header = json.loads(str(npy.read_array(member, allow_pickle=False)))
    if header["format"] != FORMAT:
        raise ValueError(f"its format is {header['format']!r}")
    if header["schema_version"] != SCHEMA_VERSION:
        raise ValueError(
            f"its schema version is {header['schema_version']}, this formcheck reads {SCHEMA_VERSION}"
        )
    return Recording(str(header["backend"]), str(header["model"]), str(header["source"]))


def _checked_frames(archive: zipfile.ZipFile) -> int:
    """Return the number of frames after comparing the arrays' shapes and types with each other."""
    with ExitStack() as stack:
        frames = _open_array(archive, "t_s", stack)[1][0]
        check_number(frames)
        seen = sum(bool(value) for value in _rows(archive, "seen", stack))
        for name, (shape, dtype) in _FRAME_ROWS.items():
            expect(name, _open_array(archive, name, stack)[1:], (frames, *shape), dtype)
        for name, shape in _POSE_ROWS.items():
            expect(name, _open_array(archive, name, stack)[1:], (seen, *shape), "float")
        check_times(_rows(archive, "t_s", stack))
    return int(frames)


def _rows(archive: zipfile.ZipFile, name: str, stack: ExitStack) -> Iterator[NDArray[Any]]:
    """Yield the rows of an array without loading it."""
    member, shape, dtype = _open_array(archive, name, stack)
    row_bytes = int(np.prod(shape[1:], dtype=np.int64)) * dtype.itemsize
    for _ in range(shape[0]):
        # a bytearray, so that the array can be written to like any other
        yield np.frombuffer(bytearray(member.read(row_bytes)), dtype).reshape(shape[1:])


def _open_array(
    archive: zipfile.ZipFile, name: str, stack: ExitStack
) -> tuple[IO[bytes], tuple[int, ...], np.dtype[Any]]:
    member = stack.enter_context(archive.open(f"{name}.npy"))
    npy.read_magic(member)
    shape, fortran_order, dtype = npy.read_array_header_1_0(member)
    if fortran_order or dtype.hasobject:
        raise ValueError(f"{name} is stored in another way")
    return member, shape, dtype


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordingError(
            f"cannot write the landmarks to {path}",
            cause=str(error.strerror or error),
            mend="Choose a folder that exists, with space left",
        ) from error


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordingError(f"cannot read {path}", cause=str(error.strerror or error)) from error
    except _DAMAGE as error:
        raise RecordingError(
            f"{path} is not a whole file of formcheck landmarks",
            cause=str(error.args[0] if error.args else error),
            mend=f"Record it again: {RECORD_COMMAND}",
        ) from error
