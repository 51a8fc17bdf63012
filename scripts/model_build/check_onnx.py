"""Compare ONNX with its TFLite source: ``python -m model_build.check_onnx SOURCE.tflite MODEL.onnx CLIPS``.

Prints one JSON object: the largest absolute difference of each output over noise, drawn figures and, where
the folder CLIPS holds any, frames of real clips. Exits with 1 when one is larger than allowed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import tensorflow as tf
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

# Float32 rounding, about twice the largest seen over 128 pictures; a wrong conversion is off by whole units.
ALLOWED = {
    "boxes": 1e-2,
    "scores": 1e-2,
    "landmarks": 2e-2,
    "score": 1e-3,
    "heatmap": 1e-2,
    "world": 5e-4,
}
RANDOM_INPUTS = 8
FRAMES_PER_CLIP = 3


def compare(source: Path, model: Path, clips: Path) -> dict[str, float]:
    """Return the largest absolute difference by output name."""
    # without the XNNPACK delegate, whose own rounding is five times what is measured here
    resolver = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = tf.lite.Interpreter(str(source), experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    worst = dict.fromkeys(names, 0.0)
    for image in inputs(session.get_inputs()[0].shape[1], clips):
        expected = run_tflite(interpreter, image)
        for name, got in zip(names, session.run(names, {"image": image}), strict=True):
            reference = next(array for array in expected if array.shape == got.shape)
            worst[name] = max(worst[name], float(np.abs(got - reference).max()))
    return worst


def run_tflite(interpreter: tf.lite.Interpreter, image: FloatArray) -> list[FloatArray]:
    """Return every output of the TFLite model; no two share a shape, which pairs them with the ONNX ones."""
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], image)
    interpreter.invoke()
    return [interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()]


def inputs(size_px: int, clips: Path) -> Iterator[FloatArray]:
    """Yield (1, size, size, 3) pictures in the range that the model takes: -1..1 the detector, else 0..1."""
    for picture in pictures(size_px, clips):
        scaled = picture[np.newaxis].astype(np.float32) / np.float32(255)
        yield scaled * np.float32(2) - np.float32(1) if size_px == 224 else scaled


def pictures(size_px: int, clips: Path) -> Iterator[NDArray[np.uint8]]:
    """Yield noise, figures and frames, (size, size, 3) uint8 RGB."""
    rng = np.random.default_rng(0)
    for _ in range(RANDOM_INPUTS):
        yield rng.integers(0, 256, (size_px, size_px, 3), dtype=np.uint8)
        yield figure(size_px, rng)
    for clip in sorted(clips.glob("*.mp4")) if clips.is_dir() else []:
        yield from frames(clip, size_px)


def figure(size_px: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a standing person of ellipses in random colours before a smooth background."""
    coarse = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
    canvas = cv2.resize(coarse, (size_px, size_px), interpolation=cv2.INTER_CUBIC)
    # Centre and half-axes as shares of the picture: head, trunk, two arms, two legs.
    parts = [(0.5, 0.16, 0.06, 0.08), (0.5, 0.4, 0.11, 0.17)]
    parts += [(0.5 + side * 0.16, 0.42, 0.03, 0.16) for side in (-1, 1)]
    parts += [(0.5 + side * 0.06, 0.74, 0.045, 0.2) for side in (-1, 1)]
    for part in parts:
        x, y, half_width, half_height = (round(size_px * share) for share in part)
        colour = [int(channel) for channel in rng.integers(0, 256, 3)]
        cv2.ellipse(canvas, (x, y), (half_width, half_height), 0, 0, 360, colour, -1, cv2.LINE_AA)
    return np.asarray(canvas, np.uint8)


def frames(clip: Path, size_px: int) -> Iterator[NDArray[np.uint8]]:
    """Yield frames spread over a clip, padded to a square."""
    capture = cv2.VideoCapture(str(clip))
    total = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    for index in np.linspace(0, max(total - 1, 0), FRAMES_PER_CLIP + 2, dtype=int)[1:-1]:
        capture.set(cv2.CAP_PROP_POS_FRAMES, int(index))
        found, image_bgr = capture.read()
        if found:
            yield square(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB).astype(np.uint8), size_px)
    capture.release()


def square(image: NDArray[np.uint8], size_px: int) -> NDArray[np.uint8]:
    """Pad with black to a square and scale."""
    side = max(image.shape[:2])
    padded = np.zeros((side, side, 3), np.uint8)
    top, left = (side - image.shape[0]) // 2, (side - image.shape[1]) // 2
    padded[top : top + image.shape[0], left : left + image.shape[1]] = image
    return np.asarray(cv2.resize(padded, (size_px, size_px), interpolation=cv2.INTER_AREA), np.uint8)


if __name__ == "__main__":
    differences = compare(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps({name: float(f"{value:.2g}") for name, value in differences.items()}))
    sys.exit(any(value > ALLOWED[name] for name, value in differences.items()))
