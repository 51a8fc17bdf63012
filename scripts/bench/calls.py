"""Print what one picture costs the landmark model, for pictures handed to it alone or several at a time.

    python scripts/bench/calls.py [--model full] [--at-a-time 1 2 4 8] [--repeat 40]

Several at a time is what pictures of several clips would be: one clip's next square is known only after its
last. On ONNX Runtime also the session options that might matter, and on OpenVINO (where it is installed and
the processor computes in bfloat16) the same in bfloat16. Processor time of one core; the settings take turns,
and of each the least time counts.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import onnxruntime as ort

from formcheck.errors import BackendError
from formcheck.pose.landmarker import INPUT_PX
from formcheck.pose.models import landmark_model, model_bytes
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.openvino_network import OpenVinoNetwork

Call = Callable[[], object]
# What a session can be told, and which of two words is not the usual one.
ENTRIES = {
    "denormals as zero": ("session.set_denormal_as_zero", "1"),
    "no prepacked weights": ("session.disable_prepacking", "1"),
    "device allocator": ("session.use_device_allocator_for_initializers", "1"),
}


def pictures(number: int) -> np.ndarray:
    """So many squares of noise: what they show does not change what they cost."""
    return np.random.default_rng(0).random((number, INPUT_PX, INPUT_PX, 3), dtype=np.float32)


def onnx_calls(model: bytes, numbers: list[int]) -> dict[str, tuple[int, Call]]:
    """ONNX Runtime as it is used, with several pictures at a time, and with other options."""
    used = OnnxNetwork(model)
    calls: dict[str, tuple[int, Call]] = {
        f"ONNX Runtime, {n} at a time": (n, partial(used, pictures(n))) for n in numbers
    }
    for name, entry in ENTRIES.items():
        calls[f"ONNX Runtime, {name}"] = (1, partial(_told(model, *entry), pictures(1)))
    return calls


def _told(model: bytes, key: str, word: str) -> Callable[[np.ndarray], object]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(key, word)
    session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda tensor: session.run(None, {session.get_inputs()[0].name: tensor})


def openvino_calls(model: bytes, numbers: list[int]) -> dict[str, tuple[int, Call]]:
    """OpenVINO in bfloat16; empty where it cannot run."""
    calls: dict[str, tuple[int, Call]] = {}
    for number in numbers:
        try:
            network = OpenVinoNetwork(model, (number, INPUT_PX, INPUT_PX, 3))
        except BackendError as error:
            print(f"OpenVINO is left out: {error}")
            return {}
        calls[f"OpenVINO bfloat16, {number} at a time"] = (number, partial(network, pictures(number)))
    return calls


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--at-a-time", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--repeat", type=int, default=40)
    given = parser.parse_args()
    model = model_bytes(landmark_model(given.model))
    calls = onnx_calls(model, given.at_a_time) | openvino_calls(model, given.at_a_time)
    least_ms = dict.fromkeys(calls, float("inf"))
    for _ in range(given.repeat):
        for name, (number, call) in calls.items():
            start_s = time.process_time()
            call()
            least_ms[name] = min(least_ms[name], 1000 * (time.process_time() - start_s) / number)
    print(f"{'':<40}{'CPU ms a picture':>17}")
    for name, ms in least_ms.items():
        print(f"{name:<40}{ms:>17.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
