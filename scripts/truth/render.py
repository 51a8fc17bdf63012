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
from truth.gl import RenderError, standalone_context, used_by, write_matrix
from truth.kinematics import Array, Y, Z, unit
from truth.look import SAMPLE_LOOKS, Look
from truth.mirror import Mirror
from truth.room import Parts, room_vertices
from truth.shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, PERSON, VERTEX, fragment
from truth.surface import Surface, read_grey

Picture = NDArray[np.uint8]
# Pixels: x and y of the lower left corner, width and height.
Box = tuple[int, int, int, int]

__all__ = ["Box", "Picture", "RenderError", "Renderer"]

_SUN: Array = unit([0.45, -0.55, 0.8])
# Soft shadows and antialiasing reach a little beyond the projected body.
_MARGIN_PX = 22
_NEAR_M = 0.05
# Closed surfaces show no back; cloth does, at its hems.
_CLOSED = ("skin", "garment", "hair", "eye")
_GL_CLIP_DISTANCE0 = 0x3000
_SKY = (0.55, 0.6, 0.68, 0.0)
# Glass and silver take a little of the light; the frame is dark wood.
_MIRROR_LIGHT = 0.86
_FRAME_M, _FRAME_RGB = 0.035, (46, 38, 32)


class Renderer:
    """Draws one person for one camera.

    Args:
        body: the person.
        root: the body data.
        look: colours and clothes.
        camera: where the picture is taken from.
        mat_m: extent of the mat (x from, x to, y from, y to).
        mirror: a mirror behind the person; nobody stands behind it.
        samples: 4 gives smooth edges; 0 gives steps and takes about half the time.
        step_m: top (4, 3) of a step to stand on, as in ``room_vertices``; None without.

    Raises:
        RenderError: there is no OpenGL through EGL here.
    """

    def __init__(
        self,
        body: Body,
        root: Path,
        look: Look,
        camera: Camera,
        mat_m: tuple[float, float, float, float],
        mirror: Mirror | None = None,
        samples: int = 4,
        step_m: Array | None = None,
    ) -> None:
        reference = Body(root, SAMPLE_LOOKS["woman_blue"])
        self.surface, self.camera = Surface(body, reference, root, look), camera
        self._mirror = mirror if mirror and mirror.seen_from(camera.eye_m) else None
        self._context, self._samples = standalone_context(), samples
        self._lit: dict[str, Any] = {}
        self._depth = self._context.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._make_buffers(room_vertices(mat_m, step_m))
        self._make_targets(root)
        self._set_look(look, reference.cube["l-eye"])
        self._last: Box | None = None

    def close(self) -> None:
        """Free the graphics context."""
        self._context.release()

    def _make_buffers(self, room: Parts) -> None:
        ctx, surface = self._context, self.surface
        self._moving = ctx.buffer(reserve=len(surface.pool) * 24, dynamic=True)
        static = ctx.buffer(surface.static.tobytes())
        everything = ctx.buffer(np.concatenate(list(surface.triangles.values())).tobytes())
        self._silhouette = ctx.vertex_array(self._depth, [(self._moving, "3f 12x", "pos")], everything)
        self._parts: dict[str, Any] = {}
        person = ((self._moving, "3f 3f", "pos", "nrm"), (static, "3f 2f", "rest", "uv"))
        for material, triangles in surface.triangles.items():
            self._add_part(material, person, ctx.buffer(triangles.tobytes()))
        for material, vertices in room.items():
            self._add_part(material, ((ctx.buffer(vertices.tobytes()), "3f 3f", "pos", "nrm"),), None)

    def _add_part(self, material: str, content: tuple[tuple[Any, ...], ...], index: Any) -> None:
        program = self._context.program(VERTEX, fragment(material))
        self._lit[material] = program
        used = [used_by(c, program) for c in content]
        self._parts[material] = self._context.vertex_array(program, [b for b in used if len(b) > 2], index)

    def _make_targets(self, root: Path) -> None:
        ctx, size = self._context, self.camera.size_px
        self._smooth = self._smooth_target()
        self._reflected = self._smooth_target() if self._mirror else None
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

    def _smooth_target(self) -> Any:
        ctx, size = self._context, self.camera.size_px
        colour = ctx.renderbuffer(size, 4, samples=self._samples)
        return ctx.framebuffer([colour], ctx.depth_renderbuffer(size, samples=self._samples))

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
                write_matrix(program[name], matrix)

    def draw(self, placed: Placed) -> Picture:
        """The picture (height, width, 3), RGB, of the placed body."""
        return self.draw_layer(placed)[0]

    def draw_layer(self, placed: Placed) -> tuple[Picture, NDArray[np.float32]]:
        """The picture, and how much of each pixel (height, width), 0 to 1, the person covers."""
        vertices, skin_m = self.surface.drawn(placed)
        # another renderer's context may be the current one
        with self._context:
            self._moving.write(vertices.tobytes())
            self._draw_depth_maps(skin_m)
            return self._shoot(list(self._parts), self._changed(skin_m))

    def draw_room(self) -> Picture:
        """The picture of the room without anybody in it."""
        self._last = None
        with self._context:
            for target in (self._shadow, self._ground):
                target.clear(depth=1.0)
            return self._shoot([m for m in self._parts if m not in PERSON], (0, 0, *self.camera.size_px))[0]

    def _shoot(self, materials: list[str], box: Box) -> tuple[Picture, NDArray[np.float32]]:
        pixels = self._render(self._smooth, materials, box)
        picture, cover = np.ascontiguousarray(pixels[..., :3]), (pixels[..., 3] / 255).astype(np.float32)
        if self._mirror:
            picture = self._with_mirror(self._mirror, picture, cover, materials)
        return picture, cover

    def _render(self, target: Any, materials: list[str], box: Box) -> Picture:
        """Draw into the box of a target; all its pixels (height, width, 4)."""
        target.use()
        target.scissor = box
        target.clear(*_SKY, depth=1.0, viewport=box)
        self._context.enable(moderngl.DEPTH_TEST)
        for slot, texture in enumerate((self._lips, self._shadow_map, self._ground_map)):
            texture.use(slot)
        for material in materials:
            self._cull(material in _CLOSED)
            self._parts[material].render()
        target.scissor = None
        self._context.copy_framebuffer(self._out, target)
        wide, high = self.camera.size_px
        return np.frombuffer(self._out.read(components=4), np.uint8).reshape(high, wide, 4)[::-1]

    def _cull(self, on: bool) -> None:
        (self._context.enable if on else self._context.disable)(moderngl.CULL_FACE)

    def _with_mirror(
        self, mirror: Mirror, picture: Picture, cover: NDArray[np.float32], materials: list[str]
    ) -> Picture:
        """Lay the reflected room into the mirror's frame, behind the person."""
        glass, frame = (self._outline(mirror.corners_m(grow_m)) for grow_m in (0.0, _FRAME_M))
        image = self._reflection(mirror, materials)[..., :3] * _MIRROR_LIGHT
        shown = glass * image + (frame - glass) * np.array(_FRAME_RGB) + (1 - frame) * picture
        seen = cover[..., None]
        return np.asarray(np.rint(seen * picture + (1 - seen) * shown), np.uint8)

    def _reflection(self, mirror: Mirror, materials: list[str]) -> Picture:
        """The room as the mirror shows it, right inside its outline only."""
        image = mirror.reflection
        self._set_matrix("view", self.camera.matrix @ image)
        self._set("eye", tuple((image @ np.r_[self.camera.eye_m, 1.0])[:3]))
        self._set("kept", tuple(mirror.plane))
        self._context.enable_direct(_GL_CLIP_DISTANCE0)
        self._context.front_face = "cw"
        pixels = self._render(self._reflected, materials, self._box(mirror.corners_m(), 2))
        self._context.disable_direct(_GL_CLIP_DISTANCE0)
        self._context.front_face = "ccw"
        self._set("eye", tuple(self.camera.eye_m))
        self._set_matrix("view", self.camera.matrix)
        return pixels

    def _outline(self, corners_m: Array) -> Array:
        """How much of each pixel (height, width, 1), 0 to 1, a flat shape covers."""
        wide, high = self.camera.size_px
        mask = np.zeros((high, wide), np.uint8)
        places = np.rint(self.camera.project(corners_m) * 16).astype(np.int32)
        cv2.fillConvexPoly(mask, places, 255, cv2.LINE_AA, 4)
        return mask[..., None] / 255

    def _draw_depth_maps(self, skin_m: Array) -> None:
        """The body seen from the sun (cast shadow) and from below the floor (contact shade)."""
        centre = (skin_m.min(0) + skin_m.max(0)) / 2
        focus = np.array([centre[0], centre[1], 0.6])
        sun = orthographic(1.5, 0.5, 8.0) @ look_at(focus + _SUN * 4, focus)
        floor = np.array([centre[0], centre[1], 0.0])
        ground = orthographic(1.25, 0.0, 2.5) @ look_at(floor, floor + Z, Y)
        self._context.enable(moderngl.DEPTH_TEST)
        self._cull(True)
        for target, matrix in ((self._shadow, sun), (self._ground, ground)):
            target.use()
            target.clear(depth=1.0)
            write_matrix(self._depth["view"], matrix)
            self._silhouette.render()
        self._set_matrix("shadow_view", sun)
        self._set_matrix("ground_view", ground)
        low, high = skin_m[:, :2].min(0) - 0.15, skin_m[:, :2].max(0) + 0.15
        self._set("bbox", (*low, *high))

    def _changed(self, skin_m: Array) -> Box:
        """Pixel box (x, y from below, width, height) holding body and shadow now and in the last frame.

        The camera stands still, so nothing outside has changed; without a GPU that is most of the cost.
        """
        some = skin_m[::5]
        shadow = some - _SUN * (some[:, 2:] / _SUN[2])
        now = self._box(np.r_[some, shadow], _MARGIN_PX)
        before = (0, 0, *self.camera.size_px) if self._last is None else self._last
        self._last = now
        x0, y0 = np.minimum(now[:2], before[:2])
        x1, y1 = np.maximum(np.add(now[:2], now[2:]), np.add(before[:2], before[2:]))
        return int(x0), int(y0), int(x1 - x0), int(y1 - y0)

    def _box(self, points_m: Array, margin_px: int) -> Box:
        """The pixel box around the points; the whole picture when some are not in front of the camera."""
        wide, high = self.camera.size_px
        if (np.c_[points_m, np.ones(len(points_m))] @ self.camera.matrix[3]).min() < _NEAR_M:
            return 0, 0, wide, high
        px = self.camera.project(points_m)
        px[:, 1] = high - px[:, 1]
        x0, y0 = np.clip(px.min(0) - margin_px, 0, (wide, high)).astype(int)
        x1, y1 = np.clip(px.max(0) + margin_px, 0, (wide, high)).astype(int)
        return int(x0), int(y0), int(x1 - x0), int(y1 - y0)
