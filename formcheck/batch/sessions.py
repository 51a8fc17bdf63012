"""One pose session a process: clip after clip is estimated with the models that are loaded already."""

from formcheck.frame import Frame
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Estimator, Pose

# Closing these makes them forget the person, and nothing else; the others follow one clip and are gone then.
_FORGETFUL = frozenset({"blazepose", "openvino"})
# At most one lies here, and none while it is used: two threads never share one.
_idle: list[tuple[PoseOptions, Estimator]] = []


class _Lent:
    """An estimator that is given back when it is closed."""

    def __init__(self, options: PoseOptions, estimator: Estimator) -> None:
        self._options, self._estimator = options, estimator

    def __call__(self, frame: Frame) -> Pose | None:
        return self._estimator(frame)

    def close(self) -> None:
        """Forget the person."""
        self._estimator.close()
        _idle[:] = [(self._options, self._estimator)]


def estimator(options: PoseOptions) -> Estimator:
    """The session of the clip before, if it was of the same options; else a new one.

    Raises:
        BackendError, ModelError: as of ``create``.
    """
    if options.backend not in _FORGETFUL:
        return create(options)
    try:
        known, kept = _idle.pop()
    except IndexError:
        return _Lent(options, create(options))
    return _Lent(options, kept if known == options else create(options))
