"""`formcheck count` shows its first result soon: packages that it does not use are not loaded."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Each takes a tenth of a second or more to load.
NOT_FOR_COUNTING = frozenset(
    {
        *("fastapi", "starlette", "uvicorn", "websockets", "sqlalchemy", "psycopg", "jinja2"),
        *("pygame", "pyarrow", "matplotlib", "scipy", "mediapipe", "openvino", "ray", "fsspec", "onnx"),
    }
)


def loaded(code: str) -> set[str]:
    """The packages that a fresh Python has loaded after some code."""
    shown = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ran.stdout.splitlines()[-1].split())


def test_counting_loads_only_what_it_uses() -> None:
    code = (
        "from formcheck.cli.app import app\n"
        "app(['count', 'tests/recorded/squat_clean.npz', '-e', 'squat'], standalone_mode=False)\n"
        "from formcheck.pose.backends import PoseOptions, create\n"
        "create(PoseOptions(model='lite')).close()"
    )
    packages = loaded(code)
    assert {"onnxruntime", "av", "cv2", "pydantic"} <= packages
    assert packages & NOT_FOR_COUNTING == set()


def test_the_models_runtime_waits_for_a_clip() -> None:
    assert "onnxruntime" not in loaded("import formcheck.cli.app")
