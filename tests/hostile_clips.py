"""Files that are no clip of a person exercising, made on the spot: what strangers and accidents upload."""

import io
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from made_clips import make_clip, noise

Make = Callable[[Path], bytes]


def _clip(path: Path, **how: object) -> bytes:
    return make_clip(path, **how).read_bytes()  # type: ignore[arg-type]


def _noisy(path: Path) -> bytes:
    return _clip(path.with_suffix(".mp4"), picture=lambda i: noise(64, 48, i))


def _gif(width: int, height: int, pictures: int = 1) -> bytes:
    """A GIF that repeats for ever."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    picture = b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return head + loop + picture * pictures + b"\x3b"


def _apng(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"IEND", b"")


def _y4m(width: int, height: int, rate: str, pictures: int = 0) -> bytes:
    picture = b"FRAME\n" + bytes(width * height * 3 // 2) if pictures else b""
    return f"YUV4MPEG2 W{width} H{height} F{rate} Ip A1:1 C420\n".encode() + picture * pictures


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.mp4", b"x" * 100_000)
    return out.getvalue()


def _npz() -> bytes:
    out = io.BytesIO()
    np.savez(out, t_s=np.zeros(3), header=np.array("{}"))
    return out.getvalue()


def _audio(path: Path) -> bytes:
    path = path.with_suffix(".mp4")
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path.read_bytes()


def _wav() -> bytes:
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
    return (
        b"RIFF" + struct.pack("<I", 4036) + b"WAVE" + form + b"data" + struct.pack("<I", 4000) + bytes(4000)
    )


def _no_frames(path: Path) -> bytes:
    return _clip(
        path.with_suffix(".mp4"), times_s=(), container_options={"movflags": "empty_moov+frag_keyframe"}
    )


def _damaged(path: Path) -> bytes:
    data = bytearray(_clip(path.with_suffix(".mp4"), container_options={"movflags": "faststart"}))
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    return bytes(data)


def _bytes(data: bytes) -> Make:
    return lambda path: data


PLAYLIST = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"
MPD = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
    '<Representation id="1"><BaseURL>{}</BaseURL></Representation></AdaptationSet></Period></MPD>'
)
SDP = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=video {} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)


def hostile(port: int) -> list[tuple[str, str, Make]]:
    """Id, name and content of each; ``port`` is where a playlist must never knock."""
    address = f"http://127.0.0.1:{port}/clip.ts"
    html = b"<!doctype html><html><script>alert(1)</script></html>\n" * 20
    return [
        ("zero-bytes", "clip.mp4", _bytes(b"")),
        ("one-byte", "clip.mp4", _bytes(b"\x00")),
        ("text", "clip.mp4", _bytes(b"only words\n" * 99)),
        ("html", "clip.mp4", _bytes(html)),
        ("svg", "clip.svg", _bytes(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')),
        ("script", "clip.js", _bytes(b"fetch('/api/sessions', {method: 'DELETE'})\n")),
        ("terminal-codes", "clip.txt", _bytes(b"\x1b[2J\x1b[31mred\x1b]0;title\x07" * 50)),
        ("zip", "clip.mp4", _bytes(_zip())),
        ("landmarks", "clip.npz", _bytes(_npz())),
        ("pickle", "clip.mp4", _bytes(pickle.dumps({"a": 1}))),
        ("gzip", "clip.mp4", _bytes(b"\x1f\x8b\x08" + noise(9, 9, 1).tobytes())),
        ("pdf", "clip.mp4", _bytes(b"%PDF-1.7\n" + noise(20, 20, 2).tobytes())),
        ("program", "clip.exe", _bytes(b"MZ" + noise(64, 48, 3).tobytes())),
        ("elf", "clip", _bytes(b"\x7fELF\x02\x01\x01" + noise(64, 48, 4).tobytes())),
        ("noise", "clip.mp4", _bytes(noise(64, 48, 5).tobytes())),
        ("png", "clip.png", _bytes(_apng(64, 48))),
        ("subtitles", "clip.srt", _bytes(b"1\n00:00:00,000 --> 00:00:02,000\nhello\n")),
        ("no-index", "clip.mp4", lambda path: _noisy(path)[:2000]),
        ("cut-short", "clip.mp4", lambda path: _noisy(path)[:40]),
        ("zeroed-half", "clip.mp4", _damaged),
        ("zero-frames", "clip.mp4", _no_frames),
        (
            "lying-box-sizes",
            "clip.mp4",
            _bytes(b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\xff\xff\xff\xffmoov" * 9),
        ),
        (
            "nested-boxes",
            "clip.mp4",
            _bytes(b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + b"\x00\x00\x40\x00moov" * 999),
        ),
        (
            "lying-matroska",
            "clip.mkv",
            _bytes(b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xfe" + bytes(99)),
        ),
        ("transport-sync-only", "clip.ts", _bytes((b"\x47\x1f\xff\x10" + bytes(184)) * 50)),
        ("flash-head-only", "clip.flv", _bytes(b"FLV\x01\x05\x00\x00\x00\x09" + bytes(50))),
        ("audio-only", "clip.mp4", _audio),
        ("wav", "clip.wav", _bytes(_wav())),
        ("hls-file", "clip.m3u8", _bytes(PLAYLIST.format("file:///etc/passwd").encode())),
        ("hls-named-mp4", "clip.mp4", _bytes(PLAYLIST.format(address).encode())),
        ("hls-network", "clip.m3u8", _bytes(PLAYLIST.format(address).encode())),
        ("concat-file", "clip.ffconcat", _bytes(b"ffconcat version 1.0\nfile '/etc/passwd'\n")),
        ("concat-network", "clip.mp4", _bytes(f"ffconcat version 1.0\nfile '{address}'\n".encode())),
        ("dash", "clip.mpd", _bytes(MPD.format(address).encode())),
        ("sdp", "clip.sdp", _bytes(SDP.format(port).encode())),
        ("huge-gif", "clip.gif", _bytes(_gif(16000, 16000))),
        ("huge-apng", "clip.apng", _bytes(_apng(60_000, 60_000))),
        ("huge-raw", "clip.y4m", _bytes(_y4m(50_000, 50_000, "30:1") + b"FRAME\n" + bytes(9999))),
        ("negative-size", "clip.y4m", _bytes(_y4m(-16, -16, "30:1") + b"FRAME\n" + bytes(999))),
        ("absurd-rate", "clip.y4m", _bytes(_y4m(16, 16, "1000000000:1", 200))),
        ("no-rate", "clip.y4m", _bytes(_y4m(16, 16, "0:0", 3))),
        ("endless-gif", "clip.gif", _bytes(_gif(64, 48, 30))),
        (
            "two-hours-in-two-pictures",
            "clip.mp4",
            lambda p: _clip(p.with_suffix(".mp4"), times_s=(0.0, 7200.0)),
        ),
        ("polyglot-gif-html", "clip.gif", _bytes(b"GIF89a/*" + html)),
        ("polyglot-clip-zip", "clip.mp4", lambda path: _noisy(path) + _zip()),
        ("polyglot-clip-html", "clip.html", lambda path: _noisy(path) + html),
        ("path-up", "../../../../etc/cron.d/evil.mp4", _bytes(b"x")),
        ("path-windows", "..\\..\\windows\\evil.mp4", _bytes(b"x")),
        ("path-absolute", "/etc/passwd", _bytes(b"x")),
        ("markup-in-name", "<img src=x onerror=alert(1)>.mp4", _bytes(b"x")),
        ("turned-name", "clip\u202e4pm.exe", _bytes(b"x")),
        ("formula-name", "=cmd|calc.mp4", _bytes(b"x")),
        ("device-name", "CON", _bytes(b"x")),
        ("dots", "..", _bytes(b"x")),
        ("long-name", "a" * 3000 + ".mp4", _bytes(b"x")),
        ("nobody", "clip.mp4", _noisy),
    ]
