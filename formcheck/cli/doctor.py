"""``formcheck doctor``: what works here, and for each thing that does not, the command that mends it."""

import shutil
import sys

from formcheck.cli import FAILED


def doctor() -> None:
    """Check this computer: packages, models, backends, codecs, cameras."""
    # without typer and rich, which may be the very packages that are broken
    from formcheck.doctor import checks

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    failed = []
    for check in checks():
        print(check.line(width), flush=True)
        if check.needed and not check.works:
            failed.append(check.name)
    if failed:
        print(f"formcheck: does not work here: {', '.join(failed)}", file=sys.stderr)
        sys.exit(FAILED)
    print("Everything that is needed works.")
