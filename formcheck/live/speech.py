"""The system's own speech in a child process: never waited for, the newest words win, stale ones drop."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Words older than this when their turn comes are about something that is over.
STALE_S = 1.0
# A voice that fails this often in a row will not work the next time either.
_FAILS = 3

# Starting it takes a second, so it stays and is given a line at a time; each line cuts the last one off.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "while ($null -ne ($line = [Console]::In.ReadLine()))"
    " { $voice.SpeakAsyncCancelAll(); [void]$voice.SpeakAsync($line) }"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A program that speaks.

    Attributes:
        command: what to run; the words follow as the last argument.
        takes_lines: one process for all words instead, a line each on its standard input.
    """

    command: tuple[str, ...]
    takes_lines: bool = False


# The first that is installed is taken. Words are this program's own, so none begins with a dash.
_VOICES: dict[str, tuple[Voice, ...]] = {
    "darwin": (Voice(("say",)),),
    "win32": (Voice(("powershell", "-NoProfile", "-Command", _WINDOWS), takes_lines=True),),
    "linux": (
        Voice(("espeak-ng", "-s", "165")),
        Voice(("espeak", "-s", "165")),
        Voice(("spd-say", "--wait")),
    ),
}


def find_voice(platform: str = sys.platform) -> Voice | None:
    """The system's speech; None where there is none."""
    for voice in _VOICES.get(platform, _VOICES["linux"]):
        if shutil.which(voice.command[0]):
            return voice
    return None


NO_VOICE = "no speech: install espeak-ng to hear the coach; every cue is shown"


class Speaker:
    """Says words in a thread of its own.

    Args:
        voice: what speaks; None is silent.
        clock: seconds that run on.

    Attributes:
        trouble: why nothing is heard; empty while all is well.
    """

    def __init__(self, voice: Voice | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.trouble = "" if voice else NO_VOICE
        self._clock, self._talk = clock, _Talk(voice) if voice else None
        self._next: tuple[str, float] | None = None
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name="formcheck-speech", daemon=True)
        if self._talk:
            self._thread.start()

    def say(self, words: str) -> None:
        """Say these words now, instead of what is being said; returns at once."""
        with self._changed:
            self._next = (words, self._clock())
            self._changed.notify()

    def hush(self) -> None:
        """Break off what is being said."""
        self.say("")

    def close(self) -> None:
        """Let what is being said come to its end, for two seconds at most; safe to call twice."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=3.0)

    def _work(self) -> None:
        talk = self._talk
        while talk is not None:
            with self._changed:
                self._changed.wait_for(lambda: self._next is not None or self._is_closed)
                wanted, self._next = self._next, None
            if wanted is None:
                talk.close()
                return
            words, asked_s = wanted
            if self._clock() - asked_s <= STALE_S:
                talk.say(words)
            if talk.fails >= _FAILS:
                self.trouble = f"no speech: {talk.name} does not work here; every cue is shown"
                return


class _Talk:
    """The child process; used by one thread only."""

    def __init__(self, voice: Voice) -> None:
        self._voice, self.name, self.fails = voice, voice.command[0], 0
        self._child: subprocess.Popen[str] | None = None

    def say(self, words: str) -> None:
        if self._voice.takes_lines:
            self._write(words)
            return
        self._stop()
        if words:
            self._child = self._start((words,))

    def close(self) -> None:
        if self._child is None:
            return
        if self._child.stdin is not None:
            self._child.stdin.close()
        try:
            self._child.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            self._child.kill()

    def _write(self, words: str) -> None:
        if self._child is None or self._child.poll() is not None:
            self._child = self._start(())
        try:
            if self._child is not None and self._child.stdin is not None:
                self._child.stdin.write(words + "\n")
                self._child.stdin.flush()
        except OSError:
            self.fails += 1

    def _stop(self) -> None:
        child = self._child
        if child is None:
            return
        if child.poll() is None:
            child.terminate()
            child.wait()
        else:
            self.fails = self.fails + 1 if child.returncode else 0

    def _start(self, more: Sequence[str]) -> subprocess.Popen[str] | None:
        quiet = subprocess.DEVNULL
        into = subprocess.PIPE if self._voice.takes_lines else quiet
        try:
            return subprocess.Popen(
                [*self._voice.command, *more], stdin=into, stdout=quiet, stderr=quiet, text=True
            )
        except OSError:
            self.fails += 1
            return None
