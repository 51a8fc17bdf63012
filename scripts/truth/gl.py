"""The few things of OpenGL that have nothing to do with people."""

from typing import Any

import moderngl

from truth.kinematics import Array


class RenderError(Exception):
    """The machine offers no OpenGL without a display."""


def standalone_context() -> Any:
    """A graphics context without a display.

    Raises:
        RenderError: there is no OpenGL through EGL here.
    """
    settings: Any = {"backend": "egl"}  # moderngl annotates its keywords as dictionaries
    try:
        return moderngl.create_standalone_context(**settings)
    except Exception as error:  # moderngl raises the bare class
        mend = "on Debian or Ubuntu: apt-get install -y libegl1 libgl1-mesa-dri libgles2"
        raise RenderError(f"no OpenGL through EGL ({error}); {mend}") from error


def used_by(content: tuple[Any, ...], program: Any) -> tuple[Any, ...]:
    """The buffer's description with the attributes that ``program`` does not read skipped over."""
    buffer, layout, *names = content
    sizes = layout.split()
    kept = [n for n in names if n in program]
    described = " ".join(
        s if n in program else f"{4 * int(s[0])}x" for s, n in zip(sizes, names, strict=True)
    )
    return (buffer, described, *kept)


def write_matrix(uniform: Any, matrix: Array) -> None:
    """Set a 4x4 uniform."""
    # OpenGL wants columns first
    uniform.write(matrix.T.astype("f4").tobytes())
