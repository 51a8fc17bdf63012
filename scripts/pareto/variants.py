"""What is compared: model sizes, each in several precisions and on several runtimes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from formcheck.pose import landmarker
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.blazepose import BlazePose, load
from formcheck.pose.detector import Detector
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.models import landmark_model, model_bytes
from formcheck.pose.network import Network, OnnxNetwork
from formcheck.pose.openvino_network import OpenVinoNetwork
from formcheck.pose.pose import Estimator
from pareto.still import Unmoved

SHAPE = (1, landmarker.INPUT_PX, landmarker.INPUT_PX, 3)
INT8 = "pose_landmark_{}_int8.onnx"
REFERENCE = "mediapipe-full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to find the pose.

    Attributes:
        key: its name in files.
        model, precision, runtime: in words, for the table.
        offered: what a user types to have it; empty where it was only tried.
        make: builds its estimator.
        every: looks at one picture in so many; those between are interpolated.
        like: the key of another one with the same numbers, which differs only in what it costs.
    """

    key: str
    model: str
    precision: str
    runtime: str
    offered: str = ""
    make: Callable[[], Estimator]
    every: int = 1
    like: str = ""


def variants(int8: Path) -> list[Variant]:
    """Everything that is compared.

    Args:
        int8: folder of the models that `model_build.to_int8` made; those that are not there fail when made.
    """
    found = [_mediapipe()]
    for size in ("lite", "full", "heavy"):
        found += [_onnx(size), _openvino(size), _openvino_float32(size)]
    found += [_all_bfloat16(size) for size in ("lite", "full")]
    found += [_int8(size, runtime, int8) for size in ("lite", "full") for runtime in ("onnx", "openvino")]
    return [*found, _every_second("full", "onnx"), _every_second("full", "openvino"), _unmoved("full")]


def _mediapipe() -> Variant:
    return Variant(
        key=REFERENCE,
        model="full",
        precision="float32",
        runtime="MediaPipe Tasks",
        offered="--backend mediapipe",
        make=partial(create, PoseOptions(backend="mediapipe")),
    )


def _onnx(size: str) -> Variant:
    return Variant(
        key=f"onnx-{size}",
        model=size,
        precision="float32",
        runtime="ONNX Runtime",
        offered=f"--model {size}",
        make=partial(BlazePose, size),
    )


def _openvino(size: str) -> Variant:
    return Variant(
        key=f"openvino-{size}",
        model=size,
        precision="bfloat16, last layer float32",
        runtime="OpenVINO",
        offered=f"--backend openvino --model {size}",
        make=partial(create, PoseOptions(backend="openvino", model=size)),
    )


def _openvino_float32(size: str) -> Variant:
    return Variant(
        key=f"openvino-{size}-float32",
        model=size,
        precision="float32",
        runtime="OpenVINO",
        make=partial(_blazepose, partial(_on_openvino, landmark_model(size), precision="f32")),
        like=f"onnx-{size}",
    )


def _all_bfloat16(size: str) -> Variant:
    return Variant(
        key=f"openvino-{size}-all",
        model=size,
        precision="bfloat16 in all layers",
        runtime="OpenVINO",
        make=partial(_blazepose, partial(_on_openvino, landmark_model(size))),
    )


def _int8(size: str, runtime: str, folder: Path) -> Variant:
    path = folder / INT8.format(size)
    on_openvino = partial(_openvino_file, path)
    return Variant(
        key=f"{runtime}-{size}-int8",
        model=size,
        precision="int8, heads float32",
        runtime="ONNX Runtime" if runtime == "onnx" else "OpenVINO",
        make=partial(_blazepose, partial(_onnx_file, path) if runtime == "onnx" else on_openvino),
    )


def _every_second(size: str, runtime: str) -> Variant:
    base = _onnx(size) if runtime == "onnx" else _openvino(size)
    return Variant(
        key=f"{base.key}-half",
        model=size,
        precision=f"{base.precision}, every second picture",
        runtime=base.runtime,
        make=base.make,
        every=2,
    )


def _unmoved(size: str) -> Variant:
    return Variant(
        key=f"onnx-{size}-still",
        model=size,
        precision="float32, still pictures passed over",
        runtime="ONNX Runtime",
        make=partial(Unmoved, size),
    )


def _blazepose(looker: Callable[[], Network]) -> Estimator:
    def models(_: str, threads: int) -> tuple[Detector, Landmarker]:
        return load("lite", threads)[0], Landmarker(looker())

    return BlazePose(models=models)


def _on_openvino(name: str, precision: str = "bf16") -> Network:
    return OpenVinoNetwork(model_bytes(name), SHAPE, precision=precision)


def _openvino_file(path: Path) -> Network:
    return OpenVinoNetwork(path.read_bytes(), SHAPE, precision="f32")


def _onnx_file(path: Path) -> Network:
    return OnnxNetwork(path.read_bytes())
