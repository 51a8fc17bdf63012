"""The command line: a thin layer that parses, calls, prints and exits."""

import os
import sys

from formcheck.errors import FormcheckError

FAILED, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line; a failure is one line on standard error and a non-zero exit."""
    try:
        from formcheck.cli.app import app
    except Exception as error:  # a half-installed package may raise anything
        _unloadable(error)
        return
    # a Windows console may use an old code page: a name it cannot show must not end the run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        app()
    except FormcheckError as error:
        print(f"formcheck: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print("formcheck: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except OSError as error:
        _unprintable(error)


def _unprintable(error: OSError) -> None:
    """The output goes nowhere: to a full disk, or to a reader, head for one, that has seen enough."""
    if not isinstance(error, BrokenPipeError):
        where = error.filename or "the output"
        print(f"formcheck: cannot use {where}. {error.strerror or error}", file=sys.stderr)
    # what is still to be written would fail once more when Python ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(FAILED)


def _unloadable(error: Exception) -> None:
    """A package that the commands need does not load: the doctor works all the same and says which."""
    if sys.argv[1:2] == ["doctor"]:
        from formcheck.cli.doctor import doctor

        doctor()
        return
    reason = str(error).partition("\n")[0]
    print(
        f"formcheck: a package does not load. {reason}. See what is wrong: formcheck doctor", file=sys.stderr
    )
    sys.exit(FAILED)
