"""The computer itself."""

import os
import platform
import shutil
import sys
from pathlib import Path

from formcheck.doctor.requirements import own_version
from formcheck.errors import FormcheckError

# An annotated clip takes up to 10 MB a minute: room for most of an hour.
FREE_MB = 500


def system() -> str:
    """Operating system, processor, and formcheck's own version."""
    mac = platform.mac_ver()[0]
    kind = f"macOS {mac}" if mac else f"{platform.system()} {platform.release()}"
    if sys.maxsize < 2**32:
        raise FormcheckError(f"{kind} with a 32-bit Python", mend="install a 64-bit Python")
    return f"{kind} {platform.machine()}, {os.cpu_count()} cores, formcheck {own_version()}"


def disk() -> str:
    """Room in the current folder, where results go."""
    folder = Path.cwd()
    if not os.access(folder, os.W_OK):
        raise FormcheckError(f"{folder} is read-only", mend="name another folder: --out FOLDER")
    free_mb = shutil.disk_usage(folder).free / 1e6
    if free_mb < FREE_MB:
        raise FormcheckError(f"only {free_mb:.0f} MB free in {folder}", mend="free some, or use --out FOLDER")
    return f"{free_mb / 1000:.1f} GB free in this folder"
