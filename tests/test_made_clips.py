"""The clips that the tests make leave the machine as they found it."""

import os
import sys
from pathlib import Path

import pytest

from made_clips import make_clip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process ask for its priority")
def test_an_av1_clip_leaves_the_usual_priority(tmp_path: Path) -> None:
    make_clip(tmp_path / "a.mp4", codec="libsvtav1")
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
