"""The shipped pose models: complete, unaltered, licensed, and of the documented layout."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from formcheck.errors import ModelError
from formcheck.pose import models

SHIPPED = sorted(models.manifest(models.shipped_folder()))
SHIPPED_ONNX = [name for name in SHIPPED if name.endswith(".onnx")]


@pytest.fixture
def copied_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A writable copy of the lite model and the manifest, and no models built by the user."""
    folder = tmp_path / "package" / "models"
    folder.mkdir(parents=True)
    for name in ("manifest.json", "pose_landmark_lite.onnx"):
        shutil.copy(models.shipped_folder() / name, folder / name)
    monkeypatch.setattr(models, "shipped_folder", lambda: folder)
    monkeypatch.setattr(models, "user_folder", lambda: folder / "built")
    return folder


def test_everything_needed_is_shipped() -> None:
    needed = {models.DETECTOR}
    needed |= {models.landmark_model(size) for size in ("lite", "full")}
    needed |= {models.task_bundle(size) for size in ("lite", "full")}
    assert set(SHIPPED) == needed


@pytest.mark.parametrize("name", SHIPPED)
def test_file_matches_its_manifest(name: str) -> None:
    entry = models.manifest(models.shipped_folder())[name]
    content = models.model_path(name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"]
    assert content == models.model_bytes(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_licence_and_origin_are_stated(name: str) -> None:
    entry = models.manifest(models.shipped_folder())[name]
    assert entry["licence"] == "Apache-2.0"
    assert entry["how_made"]
    for source in entry["origin"]:
        assert source["package"].startswith(("npm:", "pypi:"))
        assert len(source["sha256"]) == 64


def test_licence_text_is_shipped() -> None:
    assert "Apache License" in (models.shipped_folder() / "LICENSE").read_text(encoding="utf-8")
    assert "MediaPipe Authors" in (models.shipped_folder() / "NOTICE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED_ONNX)
@pytest.mark.parametrize("batch", [1, 2])
def test_onnx_has_the_documented_layout(name: str, batch: int) -> None:
    entry = models.manifest(models.shipped_folder())[name]
    session = onnxruntime.InferenceSession(models.model_bytes(name), providers=["CPUExecutionProvider"])
    declared = entry["input"]
    image = np.zeros((batch, *declared["shape"][1:]), declared["dtype"])
    results = session.run(list(entry["outputs"]), {declared["name"]: image})
    shapes = [array.shape for array in results]
    assert shapes == [(batch, *output["shape"][1:]) for output in entry["outputs"].values()]
    assert all(np.isfinite(array).all() for array in results)


def test_crops_of_a_batch_do_not_mix() -> None:
    session = onnxruntime.InferenceSession(models.model_bytes("pose_landmark_lite.onnx"))
    images = np.random.default_rng(1).random((2, 256, 256, 3), dtype=np.float32)
    both = session.run(["world"], {"image": images})[0]
    apart = [session.run(["world"], {"image": images[i : i + 1]})[0][0] for i in range(2)]
    np.testing.assert_allclose(both, apart, atol=1e-5)


@pytest.mark.parametrize("position", [0, 1_000_000, -1], ids=["first", "middle", "last"])
def test_one_altered_byte_is_refused(copied_models: Path, position: int) -> None:
    path = copied_models / "pose_landmark_lite.onnx"
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)
    for read in (models.model_bytes, models.model_path):
        with pytest.raises(ModelError, match="not the file it should be") as caught:
            read(path.name)
        assert "\n" not in str(caught.value)
        assert models.BUILD_COMMAND in caught.value.mend


def test_missing_file_names_it_and_the_mend(copied_models: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot read the model .*pose_landmark_full\.onnx") as caught:
        models.model_path("pose_landmark_full.onnx")
    assert "git checkout" in caught.value.mend


def test_missing_file_of_an_installed_package_asks_to_reinstall(copied_models: Path) -> None:
    (copied_models.parent / "__init__.py").touch()
    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        models.model_path("pose_landmark_full.onnx")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_damaged_manifest_is_one_clear_error(copied_models: Path, text: str) -> None:
    (copied_models / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"cannot read the list of models .*manifest\.json"):
        models.model_path("pose_landmark_lite.onnx")


@pytest.mark.parametrize("name", ["pose_landmark_heavy.onnx", "pose_landmarker_heavy.task"])
@pytest.mark.usefixtures("copied_models")
def test_heavy_that_was_not_built_says_how_to_build_it(name: str) -> None:
    with pytest.raises(ModelError, match=r"python scripts/build_models\.py --heavy"):
        models.model_path(name)


def test_heavy_is_found_where_the_user_built_it(copied_models: Path) -> None:
    built = copied_models / "built"
    built.mkdir()
    (built / "pose_landmark_heavy.onnx").write_bytes(b"heavy")
    sha256 = hashlib.sha256(b"heavy").hexdigest()
    (built / "manifest.json").write_text(
        f'{{"files": {{"pose_landmark_heavy.onnx": {{"sha256": "{sha256}"}}}}}}'
    )
    assert models.model_bytes(models.landmark_model("heavy")) == b"heavy"
    assert models.model_path("pose_landmark_lite.onnx").parent == copied_models


@pytest.mark.parametrize("find", [models.landmark_model, models.task_bundle])
def test_unknown_size_lists_the_choices(find: Callable[[str], str]) -> None:
    with pytest.raises(ModelError, match=r"'huge'.*lite, full, heavy"):
        find("huge")


def test_unknown_name_lists_the_shipped_ones() -> None:
    with pytest.raises(ModelError, match=r"no model is called 'x\.onnx'.*pose_detector\.onnx"):
        models.model_path("x.onnx")
