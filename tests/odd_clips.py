"""Clips that are as they should be and yet unlike any other: pixels, sizes, times, streams, wrappings."""

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import av
import cv2
import numpy as np
from av.stream import Disposition
from av.video.stream import VideoStream

from made_clips import VFR_S, Image, make_clip, noise, quadrants

Make = Callable[[], bytes]
# Name, ending, content, and whether it must be read to the end.
Row = tuple[str, str, Make, bool]


def clip(ending: str, *args: Any, **how: Any) -> Make:
    """A clip of ``make_clip`` as bytes."""

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            return make_clip(Path(folder) / f"clip.{ending}", *args, **how).read_bytes()

    return make


def muxed(ending: str, fill: Callable[[Any], None], **options: Any) -> Make:
    """A container filled by hand."""

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"clip.{ending}"
            with av.open(str(path), "w", **options) as container:
                fill(container)
            return path.read_bytes()

    return make


def _pixels(codec: str, *formats: str, ending: str = "mkv") -> list[Row]:
    return [
        (f"pixels-{codec}-{name}", ending, clip(ending, (0.0, 0.1, 0.2), codec=codec, pix_fmt=name), True)
        for name in formats
    ]


PIXELS = [
    *_pixels("ffv1", "gray", "gray10le", "gray16le", "ya8", "yuv410p", "yuv420p16le", "yuva444p16le"),
    *_pixels("ffv1", "rgb48le", "rgba64le", "gbrp10le", "bgra", "yuva420p"),
    *_pixels("png", "monob", "gray16be", "ya16be", "rgba", "rgba64be", ending="mov"),
    *_pixels("prores_ks", "yuv422p10le", "yuva444p10le", ending="mov"),
    *_pixels("qtrle", "argb", "rgb555be", ending="mov"),
    *_pixels("libvpx-vp9", "yuva420p", ending="webm"),
    *_pixels("rawvideo", "gray", "bgr24", "yuyv422", ending="avi"),
    *_pixels("libx264", "yuv420p10le", "gray", "yuv444p", ending="mp4"),
]


def _size(width: int, height: int, codec: str = "mjpeg", pix_fmt: str = "yuvj420p") -> Row:
    how: dict[str, Any] = {"codec": codec, "pix_fmt": pix_fmt, "size_px": (width, height)}
    ending = "mov" if codec == "png" else "mkv"
    return f"size-{width}x{height}", ending, clip(ending, (0.0, 0.1), **how), True


SIZES = [
    *(_size(*s, "ffv1", "bgr0") for s in ((1, 1), (2, 1), (64, 1), (3, 5), (63, 47), (64, 1000))),
    *(_size(*s, "png", "rgb24") for s in ((1, 2), (1, 64))),
    *(_size(*s) for s in ((7680, 4320), (4000, 64), (1920, 1080), (99, 101))),
]


def _y4m(width: int, height: int, rate: str, pictures: int = 0) -> bytes:
    picture = b"FRAME\n" + bytes(width * height * 3 // 2) if pictures else b""
    return f"YUV4MPEG2 W{width} H{height} F{rate} Ip A1:1 C420\n".encode() + picture * pictures


def _huge_gif() -> bytes:
    whole = b"\x2c" + struct.pack("<HHHH", 0, 0, 40_000, 40_000) + b"\x00\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 40_000, 40_000, 0x80, 0, 0) + bytes(6) + whole + b"\x3b"


def _claims_16k(ending: str) -> bytes:
    """JPEG pictures whose own header tells of 16000 x 16000 pixels; what holds them says 64 x 48."""
    data = clip(ending, codec="mjpeg", pix_fmt="yuvj420p", ticks_per_s=10)()
    return data.replace(struct.pack(">HH", 48, 64), struct.pack(">HH", 16_000, 16_000))


def _swollen() -> bytes:
    """Pictures that grow half-way: the second header names another size than the first."""
    small, large = (clip("ts", (0.0, 0.1), size_px=size)() for size in ((64, 48), (320, 240)))
    return small + large


HUGE: list[Row] = [
    ("huge-y4m", "y4m", lambda: _y4m(30_000, 30_000, "30:1") + b"FRAME\n" + bytes(9999), False),
    ("huge-gif-picture", "gif", _huge_gif, False),
    ("huge-long", "mkv", clip("mkv", (0.0,), codec="ffv1", pix_fmt="gray", size_px=(30_000, 16)), False),
    ("huge-high", "mkv", clip("mkv", (0.0,), codec="ffv1", pix_fmt="gray", size_px=(16, 30_000)), False),
    ("huge-claim", "mjpeg", lambda: _claims_16k("mjpeg"), False),
    ("huge-claim-within", "avi", lambda: _claims_16k("avi"), False),
    ("grows", "ts", _swollen, True),
]
TIMES: list[Row] = [
    ("times-vfr", "mp4", clip("mp4", VFR_S), True),
    ("times-negative", "mkv", clip("mkv", start_s=-0.5), True),
    ("times-late", "mp4", clip("mp4", start_s=90_000.0), True),
    ("times-once-a-minute", "mp4", clip("mp4", tuple(60.0 * i for i in range(20))), True),
    ("times-a-day-apart", "mkv", clip("mkv", (0.0, 86_400.0), ticks_per_s=1000), True),
    (
        "times-12-hours-still",
        "mp4",
        clip("mp4", tuple(20.0 * i for i in range(2160)), size_px=(16, 16)),
        True,
    ),
    ("times-1000-a-second", "mp4", clip("mp4", tuple(i / 1000 for i in range(200))), True),
    ("times-90000-a-second", "mp4", clip("mp4", tuple(i / 90_000 for i in range(200))), True),
    ("times-one-picture", "mp4", clip("mp4", (0.0,)), True),
    ("rate-absurd", "y4m", lambda: _y4m(16, 16, "1000000000:1", 50), True),
    ("rate-one-a-day", "y4m", lambda: _y4m(16, 16, "1:86400", 5), True),
    ("rate-none", "y4m", lambda: _y4m(16, 16, "0:0", 5), True),
    ("rate-negative", "y4m", lambda: _y4m(16, 16, "-30:1", 5), False),
    ("twice-ts", "ts", lambda: clip("ts")() * 2, True),
    ("twice-mkv", "mkv", lambda: clip("mkv")() * 2, False),
    ("twice-h264", "h264", lambda: clip("h264")() * 2, True),
]
TURNED: list[Row] = [
    (
        f"turned-{turn}{'-mirrored' * mirrored}",
        "mp4",
        clip("mp4", (0.0, 0.1), rotation=turn, mirrored=mirrored),
        True,
    )
    for turn in (0, 45, 90, 180, 270)
    for mirrored in (False, True)
]


def _frames(container: Any, codec: str = "libx264", *, is_cover: bool = False) -> VideoStream:
    stream = cast(VideoStream, container.add_stream(codec, rate=10))
    stream.width, stream.height = 64, 48
    stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    if is_cover:
        stream.disposition = Disposition.attached_pic
    return stream


def _encode(container: Any, stream: Any, pictures: int) -> None:
    for i in range(pictures):
        frame = av.VideoFrame.from_ndarray(quadrants(64, 48), "rgb24")
        frame.pts, frame.time_base = i, Fraction(1, 10)
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def _sound(container: Any, codec: str) -> Any:
    # 48000 a second is what every one of these codecs knows
    return container.add_stream(codec, rate=48_000)


def _tone(container: Any, stream: Any) -> None:
    resample = av.AudioResampler(
        stream.codec_context.format,
        stream.codec_context.layout,
        48_000,
        stream.codec_context.frame_size or 1024,
    )
    sound = av.AudioFrame.from_ndarray(np.zeros((1, 4800), np.float32), format="fltp", layout="mono")
    sound.sample_rate, sound.pts = 48_000, 0
    for frame in [*resample.resample(sound), *resample.resample(None)]:
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def _only_sound(codec: str) -> Callable[[Any], None]:
    return lambda container: _tone(container, _sound(container, codec))


def _two_videos(container: Any) -> None:
    streams = [_frames(container), _frames(container, "mpeg4")]
    for stream in streams:
        _encode(container, stream, 10)


def _with_sound(container: Any) -> None:
    stream, sound = _frames(container), _sound(container, "aac")
    _encode(container, stream, 10)
    _tone(container, sound)


def _with_cover(container: Any) -> None:
    sound, cover = _sound(container, "aac"), _frames(container, "mjpeg", is_cover=True)
    container.start_encoding()
    _tone(container, sound)
    _encode(container, cover, 1)


def _subtitles(container: Any) -> None:
    words = io.BytesIO(b"1\n00:00:00,000 --> 00:00:02,000\nhello\n\n2\n00:00:03,000 --> 00:00:04,000\nbye\n")
    with av.open(words, "r", format="srt") as source:
        stream = container.add_stream_from_template(source.streams[0])
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)


SECRET = {
    "encryption_scheme": "cenc-aes-ctr",
    "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
    "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
}
STREAMS: list[Row] = [
    ("two-videos", "mp4", muxed("mp4", _two_videos), True),
    ("two-videos-mkv", "mkv", muxed("mkv", _two_videos), True),
    ("with-sound", "mov", muxed("mov", _with_sound), True),
    ("cover-picture", "m4a", muxed("mp4", _with_cover), False),
    *(
        (f"sound-only-{ending}", ending, muxed(ending, _only_sound(codec)), False)
        for ending, codec in (
            *(("mp4", "aac"), ("mkv", "libopus"), ("ts", "aac"), ("mp3", "libmp3lame")),
            *(("flac", "flac"), ("ogg", "libopus"), ("avi", "pcm_s16le"), ("webm", "libopus")),
        )
    ),
    ("subtitles-only", "mkv", muxed("mkv", _subtitles), False),
    ("encrypted", "mp4", clip("mp4", container_options=SECRET, picture=lambda i: noise(64, 48, i)), False),
    ("encrypted-flat", "mp4", clip("mp4", container_options=SECRET), False),
    ("scrambled", "mp4", lambda: b"\x00\x00\x00\x18ftypisom" + noise(64, 48, 1).tobytes(), False),
    ("scrambled-all", "mp4", lambda: noise(99, 99, 2).tobytes(), False),
]


def _picture(ending: str) -> bytes:
    return cv2.imencode(f".{ending}", quadrants(64, 48))[1].tobytes()


def _webp() -> bytes:
    """An animation of two pictures."""
    still = _picture("webp")[12:]
    head = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00\x3f\x00\x00\x2f\x00\x00"
    anim = b"ANIM" + struct.pack("<I", 6) + bytes(6)
    frame = bytes(6) + b"\x3f\x00\x00\x2f\x00\x00\x64\x00\x00\x00" + still
    body = head + anim + (b"ANMF" + struct.pack("<I", len(frame)) + frame) * 2
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def shades(i: int) -> Image:
    return np.full((48, 64, 3), 20 * i, np.uint8)


PICTURES: list[Row] = [
    ("gif", "gif", clip("gif", codec="gif", pix_fmt="rgb8", picture=shades), True),
    ("apng", "apng", clip("apng", codec="apng", pix_fmt="rgb24", picture=shades), True),
    ("apng-alpha", "png", clip("apng", codec="apng", pix_fmt="rgba", picture=shades), True),
    ("webp-animated", "webp", _webp, False),
    ("mjpeg", "mjpeg", clip("mjpeg", codec="mjpeg", pix_fmt="yuvj420p"), True),
    *((f"picture-{ending}", ending, lambda e=ending: _picture(e), False) for ending in ("png", "jpg", "bmp")),
    *((f"picture-{ending}", ending, lambda e=ending: _picture(e), False) for ending in ("tiff", "webp")),
]
CODECS: list[Row] = [
    (f"codec-{codec}-{ending}", ending, clip(ending, codec=codec, **how), True)
    for ending, codec, how in cast(
        list[tuple[str, str, dict[str, Any]]],
        [
            ("mp4", "libx265", {"options": {"x265-params": "log-level=none", "preset": "ultrafast"}}),
            ("webm", "libvpx-vp9", {"options": {"deadline": "realtime", "cpu-used": "8"}}),
            ("mkv", "mpeg2video", {"ticks_per_s": 25}),
            ("avi", "mjpeg", {"pix_fmt": "yuvj420p", "ticks_per_s": 10}),
            ("flv", "flv1", {"ticks_per_s": 1000}),
            ("asf", "wmv2", {"ticks_per_s": 1000}),
            ("3gp", "h263", {"size_px": (176, 144), "ticks_per_s": 30}),
            ("mov", "prores_ks", {"pix_fmt": "yuv422p10le"}),
            ("ivf", "libvpx", {"ticks_per_s": 10}),
            ("nut", "ffv1", {}),
        ],
    )
]
ODD: list[Row] = [
    *(*PIXELS, *SIZES, *HUGE, *TIMES, *TURNED),
    *(*STREAMS, *PICTURES, *CODECS),
]
