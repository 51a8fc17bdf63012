"""Counts repetitions, times holds and flags form faults in clips of balance and stability exercises.

The main loop, which every front end runs:

    session = Session(find("lunge"))                  # what is counted
    for frame in open_clip("clip.mp4"):               # video/   seconds and a picture
        pose = estimator(frame)                       # pose/    33 landmarks
        step = session.step(Sighting(frame.t_s, pose, frame.size_px, frame.image_rgb))
        for event in step.events:                     # engine/  reps, holds, faults
            ...                                       # coach/, sinks/

``analyze`` does all of it for one clip; ``run`` for any stream of frames.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import analyze
    from formcheck.loop import run

__all__ = ["analyze", "run"]


def __getattr__(name: str) -> Any:
    # imported on first use: the engine alone must not pull in video and pose packages
    if name == "analyze":
        from formcheck.analysis import analyze

        return analyze
    if name == "run":
        from formcheck.loop import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
