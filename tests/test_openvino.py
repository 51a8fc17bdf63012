"""The openvino backend: the same weights in bfloat16, near enough to float32, and silent."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.errors import BackendError
from formcheck.pose import openvino_network
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.models import landmark_model, model_bytes
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.openvino_network import INSTALL, OpenVinoNetwork
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region
from formcheck.video.reader import open_clip

ROOT = Path(__file__).parents[1]
SHAPE, EXACT = (1, 256, 256, 3), ("landmarks", "score", "world")


def usable() -> bool:
    """Whether OpenVINO is here, and the processor computes in bfloat16."""
    try:
        create(PoseOptions(backend="openvino", model="lite")).close()
    except BackendError as error:
        print(f"not tested: {error}")
        return False
    return True


needs_bfloat16 = pytest.mark.skipif(not usable(), reason="needs OpenVINO and a processor with bfloat16")


@pytest.fixture(scope="module")
def crop() -> FloatArray:
    """A standing person, as the landmark model is given one."""
    with open_clip(ROOT / "sample_videos" / "squat_clean.mp4") as clip:
        image = next(iter(clip)).image_rgb
    whole = Region.whole((image.shape[1], image.shape[0])).crop(image, 256, border=cv2.BORDER_REPLICATE)
    return np.asarray(whole / np.float32(255), np.float32)[None]


@needs_bfloat16
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads Linux's list of threads")
def test_no_thread_is_tied_to_a_core(crop: FloatArray) -> None:
    # tied, the workers of a batch would all compute on the same core
    network = OpenVinoNetwork(model_bytes(landmark_model("lite")), SHAPE, exact=EXACT)
    anywhere, seen = os.sched_getaffinity(0), set[frozenset[int]]()
    with ThreadPoolExecutor(1) as executor:
        calls = [executor.submit(network, crop) for _ in range(20)]
        while not all(call.done() for call in calls):
            threads = [int(path.name) for path in Path("/proc/self/task").iterdir()]
            seen |= {frozenset(os.sched_getaffinity(thread)) for thread in threads}
    assert seen == {frozenset(anywhere)}


@needs_bfloat16
def test_bfloat16_is_near_float32(crop: FloatArray) -> None:
    weights = model_bytes(landmark_model("lite"))
    exact, near = OnnxNetwork(weights)(crop), OpenVinoNetwork(weights, SHAPE, exact=EXACT)(crop)
    assert {name: value.shape for name, value in near.items()} == {n: v.shape for n, v in exact.items()}
    off_m = np.abs(near["world"] - exact["world"]).reshape(39, 3)[:33]
    assert float(exact["score"].item()) > 0.9
    assert abs(float((near["score"] - exact["score"]).item())) < 0.02
    assert 0 < np.median(off_m) < 0.02


@needs_bfloat16
def test_the_last_layer_is_what_bfloat16_costs_most() -> None:
    weights, rng = model_bytes(landmark_model("full")), np.random.default_rng(3)
    noise = rng.random(SHAPE, np.float32)
    exact = OnnxNetwork(weights)(noise)["world"]
    errors = [
        float(np.median(np.abs(OpenVinoNetwork(weights, SHAPE, exact=kept)(noise)["world"] - exact)))
        for kept in (EXACT, ())
    ]
    assert errors[0] < errors[1]


@needs_bfloat16
def test_a_call_leaves_the_results_of_the_one_before_alone(crop: FloatArray) -> None:
    network = OpenVinoNetwork(model_bytes(landmark_model("lite")), SHAPE, exact=EXACT)
    first = network(crop)
    kept = {name: value.copy() for name, value in first.items()}
    network(np.zeros_like(crop))
    for name, value in kept.items():
        np.testing.assert_array_equal(first[name], value)


@needs_bfloat16
def test_it_follows_a_person_as_the_default_backend_does() -> None:
    with open_clip(ROOT / "sample_videos" / "squat_clean.mp4") as clip:
        frames = list(islice(clip, 8))
    poses = []
    for backend in ("blazepose", "openvino"):
        estimator = create(PoseOptions(backend=backend, model="lite"))
        poses.append([estimator(frame) for frame in frames][-1])
        estimator.close()
    exact, near = poses
    assert exact is not None
    assert near is not None
    torso_px = np.linalg.norm(exact.xy_px[L.LEFT_SHOULDER] - exact.xy_px[L.LEFT_HIP])
    off_px = np.linalg.norm(near.xy_px - exact.xy_px, axis=1)
    assert np.median(off_px) < 0.02 * torso_px


@needs_bfloat16
def test_the_usage_reporter_is_not_loaded() -> None:
    code = (
        "import sys\nfrom formcheck.pose.openvino_network import _openvino\n_openvino()\n"
        "print(*(name for name in sys.modules if name.startswith('openvino_telemetry')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == []


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(BackendError) as caught:
        create(PoseOptions(backend="openvino", model="lite"))
    assert INSTALL in str(caught.value)


@needs_bfloat16
def test_a_processor_without_bfloat16_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openvino_network, "_CAPABILITY", "ANOTHER NUMBER FORMAT")
    with pytest.raises(BackendError, match="blazepose"):
        create(PoseOptions(backend="openvino", model="lite"))
