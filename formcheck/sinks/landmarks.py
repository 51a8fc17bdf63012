"""Saves the raw landmarks of each step, to be analyzed again without the clip."""

from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.loop import Step
from formcheck.pose.backends import PoseOptions
from formcheck.pose.recorded import LandmarkRecorder
from formcheck.sinks.tables import cannot_write


class SavedLandmarks:
    """A sink that records what the backend saw, before any repair.

    Args:
        path: the ``.npz`` file to write.
        source: the clip; only its name is saved.
        options: the backend and model, saved with the landmarks.
    """

    def __init__(self, path: Path, source: str, options: PoseOptions) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(path, error) from error
        self._recorder = LandmarkRecorder(path, backend=options.backend, model=options.model, source=source)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._recorder.close()

    def write(self, step: Step) -> None:
        """Record one frame; the closing step is none."""
        if not step.is_last:
            self._recorder.write(step.sighting.t_s, step.sighting.pose, step.sighting.size_px)
