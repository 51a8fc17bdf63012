"""What works on this computer, and for each thing that does not, the command that mends it.

Every look imports what it needs by itself, so that one broken package hides nothing of the others.
"""

from collections.abc import Iterator
from functools import partial

from formcheck.doctor import backends, machine, media, packages
from formcheck.doctor.check import Check, Probe

__all__ = ["Check", "Probe", "checks", "probes"]


def checks() -> Iterator[Check]:
    """Look at everything, one by one as it is found."""
    for probe in probes():
        yield probe.check()


def probes() -> Iterator[Probe]:
    """Everything that is looked at, in the order in which a failure explains the ones after it."""
    yield Probe("Python", packages.python)
    yield Probe("system", machine.system)
    for wanted in packages.needed():
        yield Probe(wanted.name, partial(packages.package, wanted))
    yield Probe("OpenCV", packages.opencv)
    for size in ("detector", "lite", "full"):
        yield Probe(f"model {size}", partial(backends.model, size))
    yield Probe("model heavy", partial(backends.model, "heavy"), needed=False)
    yield Probe("backend blazepose", backends.blazepose)
    yield Probe("backend openvino", backends.openvino, needed=False)
    yield Probe("backend mediapipe", backends.mediapipe, needed=False)
    yield Probe("backend onnx", backends.onnx, needed=False)
    yield Probe("write H.264", media.write_h264)
    yield Probe("read H.264", partial(media.read, "H.264"))
    yield Probe("read other codecs", partial(media.read, "HEVC", "AV1", "VP9", "GIF"), needed=False)
    yield Probe("cameras", media.cameras, needed=False)
    yield Probe("disk", machine.disk, needed=False)
