"""Errors a user can act on: what happened, the likely cause, the next thing to type."""


class FormcheckError(Exception):
    """A failure with its cause and its mend, shown as one line by the command line.

    Args:
        what: what happened, naming the file or value at fault.
        cause: the likely reason; empty when ``what`` already says it.
        mend: the next command or step for the user.
    """

    def __init__(self, what: str, *, cause: str = "", mend: str = "") -> None:
        self.what, self.cause, self.mend = what, cause, mend
        super().__init__(". ".join(part.rstrip(".") for part in (what, cause, mend) if part))


class VideoError(FormcheckError):
    """A clip or camera could not be read, or an output video could not be written."""


class ModelError(FormcheckError):
    """A model file is missing, altered, or of an unknown layout."""


class BackendError(FormcheckError):
    """A pose backend is unknown or its packages are not installed."""


class ExerciseError(FormcheckError):
    """An exercise is unknown or its declaration contradicts itself."""


class PlanError(FormcheckError):
    """Sets, repetitions, rest or hold asked for make no sense."""


class WindowError(FormcheckError):
    """No window can be opened here."""
