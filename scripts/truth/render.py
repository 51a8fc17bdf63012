"""A small forward renderer on moderngl: one lit person in a room; needs no display (EGL) and no GPU."""

from pathlib import Path
from typing import Any

import cv2
import moderngl
import numpy as np
from numpy.typing import NDArray

from truth.body import Body, Placed
from truth.camera import Camera, look_at, orthographic
from truth.clothes import skin_under_m
from truth.kinematics import Array, Y, Z, unit
from truth.look import SAMPLE_LOOKS, Look
from truth.room import room_vertices
from truth.shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, VERTEX, fragment
from truth.surface import Surface, read_grey

_SUN: Array = unit([0.45, -0.55, 0.8])
_SAMPLES = 4
# Soft shadows and antialiasing reach a little beyond the projected body.
_MARGIN_PX = 22


class RenderError(Exception):
    """The machine offers no OpenGL without a display."""


class Renderer:
    """Draws one person for one camera.

    Args:
        body: the person.
        root: the body data.
        look: colours and clothes.
        camera: where the picture is taken from.
        mat_m: extent of the mat (x from, x to, y from, y to).

    Raises:
        RenderError: there is no OpenGL through EGL here.
    """

    def __init__(
        self, body: Body, root: Path, look: Look, camera: Camera, mat_m: tuple[float, float, float, float]
    ) -> None:
        reference = Body(root, SAMPLE_LOOKS["woman_blue"])
        self.surface, self.camera = Surface(body, reference, root, look), camera
        self._context = _context()
        self._lit: dict[str, Any] = {}
        self._depth = self._context.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._make_buffers(mat_m)
        self._make_targets(root)
        self._set_look(look, reference.cube["l-eye"])
        self._last: NDArray[np.int64] | None = None

    def close(self) -> None:
        """Free the graphics context."""
        self._context.release()

    def _make_buffers(self, mat_m: tuple[float, float, float, float]) -> None:
        ctx, surface = self._context, self.surface
        self._moving = ctx.buffer(reserve=len(surface.pool) * 24, dynamic=True)
        static = ctx.buffer(surface.static.tobytes())
        everything = ctx.buffer(np.concatenate(list(surface.triangles.values())).tobytes())
        self._silhouette = ctx.vertex_array(self._depth, [(self._moving, "3f 12x", "pos")], everything)
        self._drawn: list[Any] = []
        person = ((self._moving, "3f 3f", "pos", "nrm"), (static, "3f 2f", "rest", "uv"))
        for material, triangles in surface.triangles.items():
            self._add_part(material, person, ctx.buffer(triangles.tobytes()))
        for material, vertices in room_vertices(mat_m).items():
            self._add_part(material, ((ctx.buffer(vertices.tobytes()), "3f 3f", "pos", "nrm"),), None)

    def _add_part(self, material: str, content: tuple[tuple[Any, ...], ...], index: Any) -> None:
        program = self._context.program(VERTEX, fragment(material))
        self._lit[material] = program
        used = [_used(c, program) for c in content]
        self._drawn.append(self._context.vertex_array(program, [b for b in used if len(b) > 2], index))

    def _make_targets(self, root: Path) -> None:
        ctx, size = self._context, self.camera.size_px
        colour = ctx.renderbuffer(size, 4, samples=_SAMPLES)
        self._smooth = ctx.framebuffer([colour], ctx.depth_renderbuffer(size, samples=_SAMPLES))
        self._out = ctx.framebuffer([ctx.renderbuffer(size, 4)])
        self._shadow_map = self._depth_map(1024, "<=")
        self._ground_map = self._depth_map(256, "")
        self._shadow = ctx.framebuffer(depth_attachment=self._shadow_map)
        self._ground = ctx.framebuffer(depth_attachment=self._ground_map)
        lips = cv2.resize(
            read_grey(root / "textures/mpfb_lips.jpg"), (1024, 1024), interpolation=cv2.INTER_AREA
        )
        self._lips = ctx.texture((1024, 1024), 1, np.flipud(lips).tobytes())
        self._lips.build_mipmaps()

    def _depth_map(self, size_px: int, compare: str) -> Any:
        texture = self._context.depth_texture((size_px, size_px))
        texture.compare_func = compare
        texture.repeat_x = texture.repeat_y = False
        return texture

    def _set_look(self, look: Look, left_eye_m: Array) -> None:
        colours = {
            "floor_c": look.floor,
            "mat_c": look.mat,
            "shorts": int(look.shorts),
            "stripe": int(look.stripe),
            "light": look.light,
            "skin_grow": -skin_under_m(look),
            "left_eye": left_eye_m,
        }
        colours |= {name: getattr(look, name) for name in ("skin", "top", "leg", "hair", "wall")}
        samplers = {"lips": 0, "shadow_map": 1, "ground_map": 2}
        fixed = {"eye": self.camera.eye_m, "sun": _SUN}
        for name, value in (colours | samplers | fixed).items():
            self._set(name, tuple(value) if isinstance(value, np.ndarray) else value)
        self._set_matrix("view", self.camera.matrix)

    def _set(self, name: str, value: Any) -> None:
        # a program keeps only the uniforms that its material uses
        for program in self._lit.values():
            if name in program:
                program[name].value = value

    def _set_matrix(self, name: str, matrix: Array) -> None:
        for program in self._lit.values():
            if name in program:
                _write(program[name], matrix)

    def draw(self, placed: Placed) -> NDArray[np.uint8]:
        """The picture (height, width, 3), RGB, of the placed body."""
        vertices, skin_m = self.surface.drawn(placed)
        self._moving.write(vertices.tobytes())
        self._context.enable(moderngl.DEPTH_TEST)
        self._draw_depth_maps(skin_m)
        wide, high = self.camera.size_px
        box = self._changed(skin_m)
        self._smooth.use()
        self._smooth.scissor = box
        self._smooth.clear(0.55, 0.6, 0.68, 1.0, depth=1.0, viewport=box)
        for slot, texture in enumerate((self._lips, self._shadow_map, self._ground_map)):
            texture.use(slot)
        for part in self._drawn:
            part.render()
        self._smooth.scissor = None
        self._context.copy_framebuffer(self._out, self._smooth)
        pixels = np.frombuffer(self._out.read(components=3), np.uint8).reshape(high, wide, 3)
        return pixels[::-1]

    def _draw_depth_maps(self, skin_m: Array) -> None:
        """The body seen from the sun (cast shadow) and from below the floor (contact shade)."""
        centre = (skin_m.min(0) + skin_m.max(0)) / 2
        focus = np.array([centre[0], centre[1], 0.6])
        sun = orthographic(1.5, 0.5, 8.0) @ look_at(focus + _SUN * 4, focus)
        floor = np.array([centre[0], centre[1], 0.0])
        ground = orthographic(1.25, 0.0, 2.5) @ look_at(floor, floor + Z, Y)
        for target, matrix in ((self._shadow, sun), (self._ground, ground)):
            target.use()
            target.clear(depth=1.0)
            _write(self._depth["view"], matrix)
            self._silhouette.render()
        self._set_matrix("shadow_view", sun)
        self._set_matrix("ground_view", ground)
        low, high = skin_m[:, :2].min(0) - 0.15, skin_m[:, :2].max(0) + 0.15
        self._set("bbox", (*low, *high))

    def _changed(self, skin_m: Array) -> tuple[int, int, int, int]:
        """Pixel box (x, y from below, width, height) holding body and shadow now and in the last frame.

        The camera stands still, so nothing outside has changed; without a GPU that is most of the cost.
        """
        some = skin_m[::5]
        shadow = some - _SUN * (some[:, 2:] / _SUN[2])
        px = self.camera.project(np.r_[some, shadow])
        size = np.array(self.camera.size_px)
        px[:, 1] = size[1] - px[:, 1]
        low = np.clip(px.min(0) - _MARGIN_PX, 0, size).astype(int)
        high = np.clip(px.max(0) + _MARGIN_PX, 0, size).astype(int)
        now = np.r_[low, high]
        before = np.r_[0, 0, size] if self._last is None else self._last
        self._last = now
        x0, y0 = np.minimum(now[:2], before[:2])
        x1, y1 = np.maximum(now[2:], before[2:])
        return int(x0), int(y0), int(x1 - x0), int(y1 - y0)


def _context() -> Any:
    settings: Any = {"backend": "egl"}  # moderngl annotates its keywords as dictionaries
    try:
        return moderngl.create_standalone_context(**settings)
    except Exception as error:  # moderngl raises the bare class
        mend = "on Debian or Ubuntu: apt-get install -y libegl1 libgl1-mesa-dri libgles2"
        raise RenderError(f"no OpenGL through EGL ({error}); {mend}") from error


def _used(content: tuple[Any, ...], program: Any) -> tuple[Any, ...]:
    """The buffer's description with the attributes that ``program`` does not read skipped over."""
    buffer, layout, *names = content
    sizes = layout.split()
    kept = [n for n in names if n in program]
    described = " ".join(
        s if n in program else f"{4 * int(s[0])}x" for s, n in zip(sizes, names, strict=True)
    )
    return (buffer, described, *kept)


def _write(uniform: Any, matrix: Array) -> None:
    # OpenGL wants columns first
    uniform.write(matrix.T.astype("f4").tobytes())
