"""Clips as frames: seconds from the container, upright pictures, memory that does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import av.error
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video import diagnose
from formcheck.video.clock import FrameClock
from formcheck.video.picture import Pictures
from formcheck.video.prefetch import Prefetch

MAX_SIDE_PX = 1920
"""Longest side delivered; the pose models look at 256 pixels, and a 4K frame costs 25 MB and 8 ms more."""

MAX_PX = 8192 * 4352
"""Most pixels of a picture, in any shape: 8K. Four such as RGBA fill 570 MB before anything is scaled."""

# Pictures decoded ahead, of this many pixels and of more: enough to overlap with the pose, few enough for
# flat memory (four of 1920 x 1080 are 25 MB).
_AHEAD, _AHEAD_LARGE, _LARGE_PX = 8, 4, 1280 * 720
_ONE_THREAD_PX = 1920 * 1088  # more threads cost 5 % more CPU a frame; above this one is too slow for 60 fps
_MISSING_S = 0.5  # pictures missing at the end by more than this are a cut-off clip, not rounding
_DEFAULT_FPS = 30.0


FORMATS = (
    *(
        "mov",
        "matroska",
        "webm",
        "avi",
        "mpegts",
        "mpeg",
        "mpegvideo",
        "gif",
        "flv",
        "asf",
        "ogg",
        "mxf",
        "dv",
    ),
    *("h264", "hevc", "m4v", "mjpeg", "ivf", "obu", "nut", "rm", "wtv", "apng", "yuv4mpegpipe", "3gp"),
)
"""The containers that are read, by libav's names: each holds its pictures itself.

A playlist (HLS, DASH, concat, SDP) names other files or addresses, and is no clip.
"""


def open_clip(path: str | Path, *, max_side_px: int | None = MAX_SIDE_PX) -> Clip:
    """Open a video file for one pass.

    Args:
        path: a file of one of ``FORMATS``: MP4, MOV, WebM, MKV, AVI, GIF; H.264, HEVC, AV1, VP9 and the rest.
        max_side_px: larger pictures are scaled down to this longest side; None keeps them.

    Raises:
        VideoError: the file is missing, empty, not a video, cut off, or holds no picture.
    """
    path = Path(path)
    diagnose.check_file(path)
    container = open_container(path)
    try:
        return Clip(path, container, max_side_px)
    except BaseException:
        container.close()
        raise


class Clip:
    """An open clip: a context manager, iterable once, of frames in time order.

    A background thread decodes a few frames ahead. Times start at 0 and strictly increase.

    Attributes:
        path: the file.
        size_px: width and height of the delivered, upright pictures.
        fps_nominal: frames a second as declared, for display only; 30 when the file does not say.
        duration_s: declared length, None when the file does not say.
        frames_estimate: number of frames for a progress bar, None when unknown.
        ahead: how many frames are decoded before they are asked for.
        skipped_packets: damaged pieces passed over so far.
    """

    def __init__(self, path: Path, container: InputContainer, max_side_px: int | None) -> None:
        self.path, self._container = path, container
        self._stream = video_stream(path, container)
        self.skipped_packets = 0
        self._broken = False
        self._lost_until_s = 0.0
        self._raw = self._decode()
        first = next(self._raw, None)
        if first is None:
            raise diagnose.no_frames(path, self.skipped_packets, self._stream.codec_context.name)
        self._raw = chain([first], self._raw)
        self._pictures = Pictures(first, self._stream.sample_aspect_ratio, max_side_px)
        self.size_px = self._pictures.size_px
        self.ahead = _AHEAD if self.size_px[0] * self.size_px[1] <= _LARGE_PX else _AHEAD_LARGE
        self.fps_nominal = float(self._stream.average_rate or self._stream.guessed_rate or _DEFAULT_FPS)
        self.duration_s = duration_s(container, self._stream)
        self.frames_estimate = self._stream.frames or _count(self.duration_s, self.fps_nominal)
        self._late_s = _late_s(self._stream, first)
        self._start_pts, self._start_s = first.pts, _seconds(first.pts, first)
        self._clock = FrameClock(1 / self.fps_nominal)
        self._ahead: Prefetch[Frame] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        """Frames from where the last iteration stopped.

        Raises:
            VideoError: after the last readable frame, when the clip is cut off or damaged from there.
        """
        if self._ahead is None:
            self._ahead = Prefetch(self._frames(), self.ahead)
        return self._ahead

    def begin_at(self, t_s: float) -> None:
        """Begin with the last key picture before a moment, before any frame was taken; times stay the clip's.

        Only where every picture bears its time, and none is set back, are they the same as from the start.

        Raises:
            VideoError: the clip cannot be entered there.
        """
        start_pts, time_base = self._start_pts, self._stream.time_base
        if start_pts is None or time_base is None:
            raise VideoError(f"{self.path} cannot be entered at {t_s:g} s", cause="It has no times")
        try:
            self._container.seek(start_pts + int(t_s / time_base), stream=self._stream)
        except av.error.FFmpegError as error:
            raise VideoError(f"{self.path} cannot be entered at {t_s:g} s", cause=str(error)) from error
        self._raw = self._decode()
        self._clock = FrameClock(1 / self.fps_nominal, self._start_s)

    def close(self) -> None:
        """Stop decoding and close the file; safe to call twice."""
        if self._ahead is not None:
            self._ahead.close()
        self._container.close()

    def _frames(self) -> Iterator[Frame]:
        end_s = 0.0
        for raw in self._raw:
            t_s = self._clock(_seconds(raw.pts, raw))
            end_s = t_s + (_seconds(raw.duration or None, raw) or 1 / self.fps_nominal)
            try:
                image = self._pictures(raw)
            except av.error.FFmpegError as error:
                raise VideoError(
                    f"{self.path}: cannot turn {raw.format.name} into RGB", cause=str(error)
                ) from error
            yield Frame(t_s, image)
        expected_s = max(self.duration_s or 0.0, self._lost_until_s) - self._late_s
        if self._broken or expected_s - end_s > _MISSING_S:
            raise diagnose.cut_off(self.path, end_s, self.duration_s)

    def _decode(self) -> Iterator[VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.FFmpegError:  # the rest cannot be read; what the decoder still holds can
                self._broken = True
                yield from self._decode_packet(None)
                return
            yield from self._decode_packet(packet)

    def _decode_packet(self, packet: Packet[VideoStream] | None) -> list[VideoFrame]:
        if packet is not None and packet.is_corrupt:
            self._skip(packet)
            return []
        try:
            return self._stream.decode(packet)
        except av.error.FFmpegError:
            self._skip(packet)
            return []

    def _skip(self, packet: Packet[VideoStream] | None) -> None:
        if packet is None or not packet.size:
            return
        self.skipped_packets += 1
        if packet.pts is not None and packet.time_base is not None:
            start_pts = self._stream.start_time or 0
            self._lost_until_s = max(self._lost_until_s, float((packet.pts - start_pts) * packet.time_base))


_STREAMS = {"subtitle": "subtitles"}

# A title in an unknown encoding must not keep a clip from opening; PyAV 19 sees to it by itself.
_METADATA: dict[str, Any] = {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}


def open_container(path: Path) -> InputContainer:
    """Open a file without decoding it.

    Raises:
        VideoError: it is no clip.
    """
    # "file:" keeps a name with a colon from being taken for a network address, and the lists keep a
    # playlist from opening what it names.
    options = {"protocol_whitelist": "file", "format_whitelist": ",".join(FORMATS)}
    try:
        container: InputContainer = av.open(
            f"file:{path.absolute()}", "r", container_options=options, **_METADATA
        )
    except av.error.FFmpegError as error:
        raise diagnose.explain_unopened(path, error.strerror or "") from error
    return container


def video_stream(path: Path, container: InputContainer) -> VideoStream:
    """The moving picture of an open file.

    Raises:
        VideoError: it holds none.
    """
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream) or stream.disposition & Disposition.attached_pic:
        kinds = sorted({_STREAMS.get(s.type, s.type) for s in container.streams if s is not stream})
        raise diagnose.no_video(path, ", ".join(kinds))
    if stream.codec_context is None:
        raise diagnose.no_frames(path, 1, "unknown codec")
    if stream.width * stream.height > MAX_PX:
        raise diagnose.too_large(path, stream.width, stream.height)
    # a picture may claim to be larger than the file says: the decoder refuses it then
    stream.codec_context.options = {"max_pixels": str(MAX_PX)}
    big = stream.width * stream.height > _ONE_THREAD_PX
    stream.thread_count = 2 if big else 1
    return stream


def duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    """The length that a file declares, None when it does not."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    # Matroska says where a stream ends, as a tag like 00:00:02.500000000, not how long it is
    end_s = None
    if "DURATION" in stream.metadata:
        hours, minutes, seconds = stream.metadata["DURATION"].split(":")
        end_s = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    elif container.duration and len(container.streams) == 1:
        end_s = container.duration / av.time_base
    return None if end_s is None else end_s - _start_s(stream)


def _start_s(stream: VideoStream) -> float:
    return max(0.0, float((stream.start_time or 0) * (stream.time_base or 0)))


def _late_s(stream: VideoStream, first: VideoFrame) -> float:
    """How long after the stream's start the first decodable picture comes."""
    first_s = _seconds(first.pts, first)
    return 0.0 if first_s is None else max(0.0, first_s - _start_s(stream))


def _count(duration_s: float | None, fps: float) -> int | None:
    return None if duration_s is None else max(1, round(duration_s * fps))


def _seconds(ticks: int | None, raw: VideoFrame) -> float | None:
    return None if ticks is None or raw.time_base is None else float(ticks * raw.time_base)
