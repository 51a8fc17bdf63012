"""Train a small model that reads which way the pelvis of somebody on the floor points.

Needs PyTorch, numpy, OpenCV, onnx and ONNX Runtime beside the project's sources::

    python -m venv .venv-train
    .venv-train/bin/pip install torch numpy opencv-python-headless onnx onnxruntime
    python scripts/make_pelvis_crops.py              # with the renderer's packages: see there
    .venv-train/bin/python scripts/train_pelvis.py   # a few minutes on one core

Writes ``build/pelvis/pelvis.onnx``; ``scripts/measure_pelvis.py`` says what it is worth, and
``docs/accuracy/pelvis.md`` what came of it. ``--without picture`` trains on the landmarks alone.
"""

import argparse
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))


def main() -> int:
    import torch

    from pelvis.backbone import Backbone, cut
    from pelvis.features import passes, sets_of
    from pelvis.store import load
    from pelvis.training import export, new_head, train

    given = arguments()
    torch.set_num_threads(1)
    landmark_model = REPO / "models" / "pose_landmark_full.onnx"
    samples = load(sorted(given.crops.glob("*.npz")))
    print(f"{len(samples.crop)} pictures", flush=True)
    seen = passes(samples, Backbone(landmark_model), given.passes)
    head = new_head(seen[0], picture=given.without != "picture")
    train(head, seen, sets_of(samples), given.epochs)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    export(head, cut(landmark_model), given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.2f} MB")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--crops", type=Path, default=REPO / "build" / "pelvis" / "train", metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=REPO / "build" / "pelvis" / "pelvis.onnx", metavar="FILE")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--passes", type=int, default=6, help="ways in which each picture is changed")
    parser.add_argument("--without", choices=("picture",), default="")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
