"""``formcheck test`` from its arguments to what it prints and keeps."""

import json
from pathlib import Path

import pytest

from shell import ROOT, formcheck, one_clear_line

CLEAN = ROOT / "tests" / "recorded" / "balance_clean.npz"
WHO = ("--age", 34, "--sex", "woman")


def test_a_test_is_scored_kept_and_compared_with_the_last_one(tmp_path: Path) -> None:
    words = ("test", "stance", "--source", CLEAN, *WHO, "--json", "--data", tmp_path)
    first, second = (formcheck(*words) for _ in range(2))
    assert first.returncode == second.returncode == 0, second.stderr
    before, now = (json.loads(done.stdout) for done in (first, second))
    assert [score["side"] for score in now["scores"]] == ["left", "right"]
    # the exact holds are 4.53 and 4.65 s
    assert [score["score"] for score in now["scores"]] == pytest.approx([4.53, 4.65], abs=0.2)
    assert [score["norm"]["value"] for score in now["scores"]] == [44.0, 44.0]
    assert "no diagnosis" in now["said"]
    assert before["scores"][0]["change"] is None
    assert now["scores"][0]["change"]["difference"] == 0.0
    assert now["scores"][0]["sway"]["before_pct_per_s"] == before["scores"][0]["sway"]["path_pct_per_s"]


def test_one_leg_in_words_and_nothing_kept(tmp_path: Path) -> None:
    done = formcheck(
        *("test", "single_leg_stance", "--source", CLEAN, *WHO, "--side", "right", "--no-save"),
        FORMCHECK_DATA=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    assert "right leg: 4.6 s" in done.stdout
    assert "left leg" not in done.stdout
    assert "below the mean of people aged 18 to 39, 44 s [Springer" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["nosuch"], "unknown test 'nosuch'", id="test"),
        pytest.param(["stance", "--sex", "x"], "unknown sex 'x'", id="sex"),
        pytest.param(["stance", "--side", "both"], "unknown side 'both'", id="side"),
        pytest.param(["stance", "--eyes", "half"], "unknown eyes 'half'", id="eyes"),
        pytest.param(["stance", "--age", "0"], "an age must be from 1 to 120, not 0", id="age"),
        pytest.param(["stance", "--surface", "lava"], "unknown surface 'lava'", id="surface"),
    ],
)
def test_what_makes_no_sense_is_answered_in_one_line(words: list[str], said: str) -> None:
    assert said in one_clear_line(formcheck("test", *words, "--source", CLEAN, "--no-save"))


def test_another_exercise_scores_nothing(tmp_path: Path) -> None:
    clip = ROOT / "tests" / "recorded" / "squat_clean.npz"
    done = formcheck("test", "stance", "--source", clip, "--data", tmp_path)
    assert done.returncode == 1
    assert "nothing was scored" in done.stderr


def test_eyes_are_closed_where_the_test_asks_for_it() -> None:
    done = formcheck("test", "bess", "--source", CLEAN, "--side", "left", "--no-save", "--json")
    outcome = json.loads(done.stdout)
    assert outcome["eyes"] == "closed"
    # the foot is put down after 5 s, and this leg does not stand again
    assert [score["score"] for score in outcome["scores"]] == [2.0]
