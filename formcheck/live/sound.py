"""The sound of a counted repetition: made here, and played where speech does not touch it."""

import os

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

RATE_HZ = 44100
# A small bell: a fifth above middle A, gone in a fifth of a second, clear on small speakers by its octave.
_TONE_HZ, _LONG_S, _DECAY_S, _ATTACK_S = 660.0, 0.22, 0.05, 0.003
_LOUD = 0.5


class RepSound:
    """Plays the sound of a repetition; silent, and says so in ``trouble``, where there is no sound device."""

    def __init__(self) -> None:
        self.trouble = ""
        self._sound: pygame.mixer.Sound | None = None
        try:
            pygame.mixer.init(RATE_HZ, -16, 1, 512)
            self._sound = pygame.mixer.Sound(buffer=tone().tobytes())
        except pygame.error as error:
            self.trouble = f"no sound: {error}; every cue is shown"

    def play(self) -> None:
        """Play it now, on a channel that nothing else uses."""
        if self._sound is not None:
            self._sound.play()

    def close(self) -> None:
        """Let go of the sound device; safe to call twice."""
        if self._sound is not None:
            self._sound = None
            pygame.mixer.quit()


def tone() -> NDArray[np.int16]:
    """Return the sound as samples at ``RATE_HZ``."""
    t_s = np.arange(round(RATE_HZ * _LONG_S)) / RATE_HZ
    wave = np.sin(2 * np.pi * _TONE_HZ * t_s) + 0.5 * np.sin(4 * np.pi * _TONE_HZ * t_s)
    shape = np.minimum(1.0, t_s / _ATTACK_S) * np.exp(-t_s / _DECAY_S)
    return np.asarray(np.rint(wave * shape * (_LOUD * 32767 / 1.5)), np.int16)
