"""Where live pictures come from: a camera, or a clip played as if it were one."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from formcheck.frame import Frame
from formcheck.video.camera import Camera, open_camera
from formcheck.video.prefetch import Prefetch
from formcheck.video.reader import open_clip


class LiveSource(Protocol):
    """Pictures one by one, the newest only.

    Attributes:
        name: as in results.
        kind: as the history calls it.
        size_px: width and height.
    """

    name: str
    kind: str
    size_px: tuple[int, int]

    @property
    def is_over(self) -> bool:
        """Whether there will be no more pictures."""
        ...

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, or None when none came in time; raises VideoError when the source fails."""
        ...

    @property
    def trouble(self) -> str:
        """What keeps the person from being seen; empty while all is well."""
        ...

    @property
    def is_blind(self) -> bool:
        """Whether no new pictures come at present."""
        ...

    def swap_colours(self) -> None:
        """Exchange red and blue from now on."""
        ...

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was taken."""
        ...

    def close(self) -> None:
        """Let go of the camera or file."""
        ...


# Long enough to find the plug, and to walk to it.
WAITS_S = 60.0


class CameraSource:
    """A camera; one that is lost is waited for.

    Args:
        number: of the camera.
        camera: opened by somebody else, and closed here.

    Raises:
        VideoError: it does not open, or gives no picture.
    """

    kind = "camera"
    is_over = False

    def __init__(self, number: int, camera: Camera | None = None) -> None:
        self.name = f"camera {number}"
        self._camera = camera or open_camera(number, waits_s=WAITS_S)
        self.size_px = self._camera.size_px

    @property
    def trouble(self) -> str:
        """What keeps the person from being seen; empty while all is well."""
        return self._camera.trouble

    @property
    def is_blind(self) -> bool:
        """Whether no new pictures come at present."""
        return self._camera.is_blind

    def swap_colours(self) -> None:
        """Exchange red and blue from now on."""
        self._camera.is_swapped = not self._camera.is_swapped

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, or None when none came in time."""
        return self._camera.take(wait_s)

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was taken."""
        return self._camera.age_s(frame)

    def close(self) -> None:
        """Stop the camera."""
        self._camera.close()


class ClipSource:
    """A clip at its own pace; pictures for which there was no time are left out, as at a camera.

    Args:
        path: the clip.
        is_fast: give every picture, as fast as they are taken.
        clock: seconds that run on.

    Raises:
        VideoError: the clip cannot be read.
    """

    kind = "clip"
    trouble, is_blind = "", False

    def __init__(
        self, path: Path, *, is_fast: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name, self._is_fast, self._clock = path.name, is_fast, clock
        self._clip = open_clip(path)
        self.size_px = self._clip.size_px
        self._start_s = self._given_s = clock()
        self._frames: Prefetch[Frame] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the clip is at its end."""
        return self._frames is not None and self._frames.is_over

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, or None when none is due yet."""
        if self._frames is None:
            # the pace begins when somebody looks: loading the pose model must cost no pictures
            self._start_s = self._clock()
            self._frames = Prefetch(self._paced(), depth=1, newest_only=not self._is_fast)
        frame = self._frames.take(wait_s)
        self._given_s = self._clock()
        return frame

    def swap_colours(self) -> None:
        """A clip says itself how its colours are meant."""

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was due; played fast, how long ago it was given."""
        return self._clock() - (self._given_s if self._is_fast else self._start_s + frame.t_s)

    def close(self) -> None:
        """Close the file."""
        if self._frames is not None:
            self._frames.close()
        self._clip.close()

    def _paced(self) -> Iterator[Frame]:
        for frame in self._clip:
            early_s = self._start_s + frame.t_s - self._clock()
            if early_s > 0 and not self._is_fast:
                time.sleep(early_s)
            yield frame
