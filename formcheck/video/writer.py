"""Annotated clips out: H.264 in MP4 that a browser plays, with the times of the source."""

import errno
import os
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import av.error
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import VideoError

_TICKS_PER_S = 90_000  # MPEG's clock: 11 microseconds fine, and a whole number for every common frame rate
_TIME_BASE = Fraction(1, _TICKS_PER_S)
_BT709 = 1  # AVCOL_SPC_BT709 and AVCOL_PRI_BT709, ITU-T H.273
_MPEG_RANGE = 1  # AVCOL_RANGE_MPEG
_THREADS = 4  # every x264 thread holds pictures of its own, so that more would cost memory
# Written as fragments, so that a killed process or a full disk leaves a file that plays up to there.
_FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
# No B-frames: pictures leave the encoder in the order and at the time they went in.
_X264 = {"preset": "veryfast", "crf": "23", "bf": "0", "g": "60", "rc-lookahead": "10"}
# In a file cut off in its header there is no stream to be found.
_UNREADABLE = (av.error.FFmpegError, OSError, IndexError)


class ClipWriter:
    """Writes pictures with their times; a context manager.

    The clip grows in ``<name>.part.mp4`` beside its final place and is moved there at the end, so a file
    with the final name is complete. When writing fails, what was written so far is kept and plays.

    Args:
        path: the MP4 file to make; an older one is replaced.
        size_px: width and height of the pictures; an odd side gains one pixel, which H.264 needs.

    Raises:
        VideoError: the place cannot be written, now or, the disk being full, later.
    """

    def __init__(self, path: str | Path, size_px: tuple[int, int]) -> None:
        self.path, self.size_px = Path(path), size_px
        self._part = self.path.with_name(f"{self.path.stem}.part.mp4")
        self._start_s: float | None = None
        self._last_tick = -1
        self._failed = self._closed = False
        self._reformatter = VideoReformatter()
        try:
            self._container = av.open(str(self._part.absolute()), "w", format="mp4", options=_FRAGMENTED)
            self._stream = _add_stream(self._container, size_px)
            self._container.start_encoding()  # writes the header, so that a bad place shows now
        except (av.error.FFmpegError, OSError) as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, image_rgb: NDArray[np.uint8], t_s: float) -> None:
        """Append one picture, shown from ``t_s`` until the next; the first one written is the clip's start.

        Raises:
            VideoError: it could not be written; the pictures before it are kept.
            ValueError: the picture has another size than the clip.
        """
        if (image_rgb.shape[1], image_rgb.shape[0]) != self.size_px:
            raise ValueError(f"the clip is {self.size_px}, the picture {image_rgb.shape[1::-1]}")
        try:
            self._container.mux(self._stream.encode(self._frame(image_rgb, t_s)))
        except (av.error.FFmpegError, OSError) as error:
            self._failed = True
            raise self._unwritable(error) from error

    def close(self) -> None:
        """Finish the file and move it to its place; safe to call twice.

        Raises:
            VideoError: the end could not be written; what is there is kept and plays.
        """
        if self._closed:
            return
        self._closed = True
        if self._failed:  # already reported by write()
            with suppress(av.error.FFmpegError, OSError):
                self._container.close()
            self._keep_part()
            return
        try:
            self._finish()
        except (av.error.FFmpegError, OSError) as error:
            self._keep_part()
            raise self._unwritable(error) from error

    def _finish(self) -> None:
        try:
            self._container.mux(self._stream.encode())
        finally:
            self._container.close()
        if self._start_s is None:
            self._part.unlink()
            return
        whole = self.path.with_name(f"{self.path.stem}.whole.mp4")
        try:
            _index_first(self._part, whole)
            os.replace(whole, self._part)
        except _UNREADABLE as error:
            whole.unlink(missing_ok=True)
            # no room for a second copy: the first one is complete, unless closing it failed without a word
            if not _plays(self._part):
                raise OSError(errno.ENOSPC, "It could not be written to its end") from error
        os.replace(self._part, self.path)

    def _keep_part(self) -> None:
        if _plays(self._part):
            os.replace(self._part, self.path)
        else:
            self._part.unlink(missing_ok=True)

    def _frame(self, image_rgb: NDArray[np.uint8], t_s: float) -> VideoFrame:
        if self._start_s is None:
            self._start_s = t_s
        tick = max(round((t_s - self._start_s) * _TICKS_PER_S), self._last_tick + 1)
        frame = self._reformatter.reformat(
            VideoFrame.from_ndarray(_even(image_rgb), format="rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        frame.pts, frame.time_base = tick, _TIME_BASE
        frame.duration = max(
            1, tick - self._last_tick
        )  # only the last picture's counts: as long as the one before
        self._last_tick = tick
        return frame

    def _unwritable(self, error: Exception) -> VideoError:
        folder = self.path.absolute().parent
        if not folder.is_dir():
            return VideoError(
                f"Cannot write {self.path}",
                cause=f"There is no folder {folder}",
                mend="Make it or name another",
            )
        what = f"Cannot write {self.path}"
        if self._last_tick >= 0:
            what = f"{self.path} stops after {self._last_tick / _TICKS_PER_S:.1f} s"
        reason = getattr(error, "strerror", None) or str(error)
        return VideoError(
            what, cause=reason, mend="Free disk space, or name another folder that you may write to"
        )


def _add_stream(container: OutputContainer, size_px: tuple[int, int]) -> VideoStream:
    stream = container.add_stream("libx264", rate=30, options=_X264)
    stream.width, stream.height = (side + side % 2 for side in size_px)
    stream.pix_fmt = "yuv420p"
    stream.time_base = stream.codec_context.time_base = _TIME_BASE
    stream.thread_count = min(_THREADS, os.cpu_count() or 1)
    # named, because players guess an unnamed colour space by size and show other colours
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _MPEG_RANGE
    return stream


def _even(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = image_rgb.shape[:2]
    if height % 2 or width % 2:
        image_rgb = np.pad(image_rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return np.ascontiguousarray(image_rgb)


def _index_first(source: Path, target: Path) -> None:
    """Copy into a plain MP4 whose index comes first, so that a browser starts and seeks at once."""
    with (
        av.open(str(source.absolute())) as clip,
        av.open(str(target.absolute()), "w", format="mp4", options={"movflags": "faststart"}) as whole,
    ):
        stream = whole.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(clip.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                whole.mux(packet)


def _plays(path: Path) -> bool:
    with suppress(*_UNREADABLE), av.open(str(path.absolute())) as clip:
        return next(clip.decode(video=0), None) is not None
    return False
