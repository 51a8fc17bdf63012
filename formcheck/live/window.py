"""The window: shows pictures, gives keys. SDL through pygame-ce, whose wheels hold all they need."""

import os
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import WindowError
from formcheck.live.keys import KEYS, Action

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

# Part of the desktop that a new window takes: there are bars and frames besides.
_DESKTOP_SHARE = 0.85
# SDL's last resort where there is no screen.
_UNSEEN = ("offscreen", "dummy", "evdev")
_BACKGROUND = (14, 20, 30)


class Window:
    """A resizable window.

    Args:
        title: in its bar.
        size_px: width and height of the pictures it will show.

    Raises:
        WindowError: there is no screen.
    """

    def __init__(self, title: str, size_px: tuple[int, int], *, is_full_screen: bool = False) -> None:
        try:
            pygame.display.init()
            self._windowed_px = _fitting(size_px, pygame.display.get_desktop_sizes()[0])
            self._surface = pygame.display.set_mode(self._windowed_px, pygame.RESIZABLE)
        except pygame.error as error:
            raise _no_screen(str(error)) from error
        if pygame.display.get_driver() in _UNSEEN and "SDL_VIDEODRIVER" not in os.environ:
            pygame.display.quit()
            raise _no_screen("only one that nobody can see")
        pygame.display.set_caption(title)
        self._is_full_screen = False
        if is_full_screen:
            self.toggle_full_screen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the window; safe to call twice."""
        pygame.display.quit()

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the area for pictures."""
        return self._surface.get_size()

    def show(self, image_rgb: NDArray[np.uint8]) -> None:
        """Show a picture, as large as fits, its shape kept."""
        width, height = fit_into((image_rgb.shape[1], image_rgb.shape[0]), self._surface.get_size())
        if (image_rgb.shape[1], image_rgb.shape[0]) != (width, height):
            image_rgb = np.asarray(cv2.resize(image_rgb, (width, height)), np.uint8)
        picture = pygame.image.frombuffer(np.ascontiguousarray(image_rgb).data, (width, height), "RGB")
        self._surface.fill(_BACKGROUND)
        free_x, free_y = self._surface.get_width() - width, self._surface.get_height() - height
        self._surface.blit(picture, (free_x // 2, free_y // 2))
        pygame.display.flip()

    def actions(self) -> list[Action]:
        """What was asked for by key or mouse since the last call."""
        wanted: list[Action] = []
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                wanted.append(Action.END)
            elif event.type == pygame.KEYDOWN:
                # by the letter it writes, for "?" lies elsewhere on every keyboard; else by its name
                action = KEYS.get(event.unicode.lower()) or KEYS.get(pygame.key.name(event.key))
                wanted += [action] if action else []
            elif event.type == pygame.VIDEORESIZE:
                self._surface = pygame.display.get_surface() or self._surface
        return wanted

    def toggle_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        self._is_full_screen = not self._is_full_screen
        if self._is_full_screen:
            self._windowed_px = self._surface.get_size()
            self._surface = pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            self._surface = pygame.display.set_mode(self._windowed_px, pygame.RESIZABLE)
        pygame.mouse.set_visible(not self._is_full_screen)


def _no_screen(reason: str) -> WindowError:
    return WindowError(
        "no window can be opened",
        cause=f"This machine has no screen ({reason})",
        mend="Coach in a browser: formcheck serve; or count without a window: formcheck count 0",
    )


def fit_into(size_px: tuple[int, int], room_px: tuple[int, int]) -> tuple[int, int]:
    """The largest size of the same shape that fits a room."""
    scale = min(room_px[0] / size_px[0], room_px[1] / size_px[1])
    return max(1, round(size_px[0] * scale)), max(1, round(size_px[1] * scale))


def _fitting(size_px: tuple[int, int], desktop_px: tuple[int, int]) -> tuple[int, int]:
    room_px = round(desktop_px[0] * _DESKTOP_SHARE), round(desktop_px[1] * _DESKTOP_SHARE)
    return fit_into(size_px, room_px)
