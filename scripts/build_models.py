"""Rebuild the pose models of ``models/`` from their pinned packages.

    python scripts/build_models.py             the files that the project ships
    python scripts/build_models.py --heavy     the heavy model as well, into the user's own data folder

Needs Python 3.11 or 3.12, npm, and the package registries. Everything it installs goes into ``build/models``:
two virtual environments, because TensorFlow and the MediaPipe metadata writer want different protobufs. Each
source file is checked by sha256, each ONNX model is compared with the TFLite interpreter, and the largest
differences are printed. What was built, from what, is written to ``manifest.json`` beside the files.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
BUILD = ROOT / "build" / "models"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Source:
    """A TFLite file, and the pinned package that carries it."""

    package: str
    version: str
    member: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where the unpacked file lies."""
        return BUILD / "sources" / Path(self.member).name


NPM_POSE = ("npm:@mediapipe/pose", "0.5.1675469404")
DETECTOR = Source(
    "pypi:mediapipe",
    "0.10.21",
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
LANDMARKS = {
    size: Source(*NPM_POSE, f"package/pose_landmark_{size}.tflite", sha256)
    for size, sha256 in {
        "lite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
        "full": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        "heavy": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    }.items()
}

MADE_ONNX = (
    "tf2onnx 1.17.0, opset 17, by scripts/model_build/to_onnx.py; weights stored as float16 where exact"
)
MADE_TASK = "TFLite metadata and zip by scripts/model_build/to_task.py; weights unchanged"
DETECTOR_IO = {
    "input": {
        "name": "image",
        "shape": ["batch", 224, 224, 3],
        "dtype": "float32",
        "range": "-1..1: pixel / 127.5 - 1, RGB, letterboxed",
    },
    "outputs": {
        "boxes": {
            "shape": ["batch", 2254, 12],
            "unit": "pixels of 224 from the anchor: box centre x, y, width, height; x, y of 4 keypoints",
        },
        "scores": {"shape": ["batch", 2254, 1], "unit": "logit"},
    },
}
LANDMARK_IO = {
    "input": {
        "name": "image",
        "shape": ["batch", 256, 256, 3],
        "dtype": "float32",
        "range": "0..1: pixel / 255, RGB, crop rotated so that the body stands upright",
    },
    "outputs": {
        "landmarks": {
            "shape": ["batch", 195],
            "unit": "39 x (x, y, z pixels of 256, visibility and presence logits); 33 body, 6 auxiliary",
        },
        "score": {"shape": ["batch", 1], "unit": "probability that a person is in the crop"},
        "heatmap": {"shape": ["batch", 64, 64, 39], "unit": "logit, row y, column x"},
        "world": {
            "shape": ["batch", 117],
            "unit": "39 x (x, y, z) metres about the hip centre, axes of the crop",
        },
    },
}


def main() -> None:
    """Build into ``models/``, and heavy into the user's data folder when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--heavy", action="store_true", help="build the heavy model too (60 MB, not shipped)")
    parser.add_argument("--out", type=Path, default=ROOT / "models", help="folder of the shipped models")
    parser.add_argument(
        "--clips", type=Path, default=ROOT / "sample_videos", help="clips whose frames the check also uses"
    )
    args = parser.parse_args()
    if sys.version_info >= (3, 13):
        sys.exit("The pinned build packages need Python 3.11 or 3.12: python3.12 scripts/build_models.py")
    fetch_sources()
    build_sizes(["lite", "full"], args.out.resolve(), args.clips)
    if args.heavy:
        build_sizes(["heavy"], user_folder(), args.clips)


def user_folder() -> Path:
    """Return the folder where formcheck looks for models that it does not ship."""
    sys.path.insert(0, str(ROOT))
    from formcheck.pose.models import user_folder

    return user_folder()


def fetch_sources() -> None:
    """Download both packages and unpack the TFLite files, each checked by sha256."""
    downloads = BUILD / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    DETECTOR.path.parent.mkdir(exist_ok=True)
    for source in (DETECTOR, *LANDMARKS.values()):
        if not source.path.exists():
            source.path.write_bytes(read_member(package_file(source, downloads), source.member))
        if sha256(source.path) != source.sha256:
            sys.exit(
                f"{source.path} is not the file that the models come from. Delete it and run this again."
            )


def package_file(source: Source, folder: Path) -> Path:
    """Download the package of ``source`` unless that is done, and return the archive."""
    registry, _, name = source.package.partition(":")
    pattern = f"*pose-{source.version}.tgz" if registry == "npm" else f"{name}-{source.version}-*.whl"
    if not list(folder.glob(pattern)):
        options = ["--no-deps", "--dest", "."]
        pip = [sys.executable, "-m", "pip", "download", *options, f"{name}=={source.version}"]
        run(["npm", "pack", f"{name}@{source.version}"] if registry == "npm" else pip, folder)
    return next(folder.glob(pattern))


def read_member(archive: Path, member: str) -> bytes:
    """Return one file out of a wheel or an npm tarball."""
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).read(member)
    with tarfile.open(archive) as tar:
        content = tar.extractfile(member)
        assert content is not None, f"{member} is not a file in {archive}"
        return content.read()


def build_sizes(sizes: list[str], folder: Path, clips: Path) -> None:
    """Build every file of these model sizes, check them, and write the folder's manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx = {f"pose_landmark_{size}.onnx": LANDMARKS[size] for size in sizes}
    if "full" in sizes:
        onnx["pose_detector.onnx"] = DETECTOR
    entries = {name: build_onnx(folder / name, source, clips) for name, source in onnx.items()}
    for size in sizes:
        name = f"pose_landmarker_{size}.task"
        entries[name] = build_task(folder / name, LANDMARKS[size])
    manifest = {"schema_version": SCHEMA_VERSION, "files": dict(sorted(entries.items()))}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{len(entries)} files and manifest.json in {folder}")


def build_onnx(target: Path, source: Source, clips: Path) -> dict[str, object]:
    """Convert and compare; return the manifest entry."""
    python = environment("onnx")
    run([python, "-m", "model_build.to_onnx", source.path, target], SCRIPTS)
    check: list[str | Path] = [python, "-m", "model_build.check_onnx", source.path, target, clips.resolve()]
    differences = json.loads(run(check, SCRIPTS))
    print(f"{target.name}: largest difference from TFLite {differences}")
    io = DETECTOR_IO if source is DETECTOR else LANDMARK_IO
    return {**entry(target, [source], MADE_ONNX), **io}


def build_task(target: Path, landmarks: Source) -> dict[str, object]:
    """Bundle for MediaPipe Tasks; return the manifest entry."""
    run([environment("task"), "-m", "model_build.to_task", DETECTOR.path, landmarks.path, target], SCRIPTS)
    return entry(target, [DETECTOR, landmarks], MADE_TASK)


def entry(path: Path, sources: list[Source], made: str) -> dict[str, object]:
    """Return what the manifest says of every file."""
    return {
        "sha256": sha256(path),
        "bytes": path.stat().st_size,
        "licence": "Apache-2.0",
        "authors": "The MediaPipe Authors (Google)",
        "origin": [vars(source) for source in sources],
        "how_made": made,
    }


def environment(name: str) -> Path:
    """Return the Python of a build environment, made from its pinned requirements on first use."""
    folder = BUILD / f"env-{name}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        print(f"installing the {name} build environment into {folder}", flush=True)
        run([sys.executable, "-m", "venv", "--clear", folder], BUILD)
        requirements = SCRIPTS / "model_build" / f"requirements-{name}.txt"
        run([python, "-m", "pip", "install", "--quiet", "--requirement", requirements], BUILD)
        done.touch()
    return python


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Return the command's standard output; end the script with its errors when it fails."""
    result = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}\n{result.stderr}")
    return result.stdout


def sha256(path: Path) -> str:
    """Return the file's sha256 as hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
