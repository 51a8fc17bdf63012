"""Bundle for MediaPipe Tasks: ``python -m model_build.to_task DETECTOR.tflite LANDMARKS.tflite TARGET.task``.

A ``.task`` file is an uncompressed zip of both models, each with TFLite metadata for its input normalisation.
"""

import sys
import zipfile
from pathlib import Path

from mediapipe.tasks.python.metadata.metadata_writers.metadata_writer import MetadataWriter

# (pixel - mean) / std: the detector takes -1..1, the landmark models 0..1.
DETECTOR_MEAN, DETECTOR_STD = 127.5, 127.5
LANDMARKS_MEAN, LANDMARKS_STD = 0.0, 255.0
# TFLite maps the weights straight from the file, so each member starts on this boundary.
ALIGNMENT_BYTES = 16
LOCAL_HEADER_BYTES, EXTRA_HEADER_BYTES = 30, 4
# An identifier of the zip "extra" field that no program interprets.
PADDING_ID = 0xD935


def bundle(detector: Path, landmarks: Path, target: Path) -> None:
    """Write ``target``; the same inputs give the same bytes."""
    members = {
        "pose_detector.tflite": with_normalisation(detector, DETECTOR_MEAN, DETECTOR_STD),
        "pose_landmarks_detector.tflite": with_normalisation(landmarks, LANDMARKS_MEAN, LANDMARKS_STD),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.extra = padding(archive.start_dir, name)
            archive.writestr(info, content)


def with_normalisation(path: Path, mean: float, std: float) -> bytes:
    """Return the TFLite model with the metadata that MediaPipe Tasks asks for."""
    writer = MetadataWriter.create(bytearray(path.read_bytes()))
    writer.add_general_info(path.stem, "BlazePose, by the MediaPipe authors, Apache-2.0")
    writer.add_image_input([mean], [std])
    return bytes(writer.populate()[0])


def padding(offset_bytes: int, name: str) -> bytes:
    """Extra field that moves the content of the member at ``offset_bytes`` onto the boundary."""
    unpadded = offset_bytes + LOCAL_HEADER_BYTES + len(name) + EXTRA_HEADER_BYTES
    size = -unpadded % ALIGNMENT_BYTES
    return PADDING_ID.to_bytes(2, "little") + size.to_bytes(2, "little") + bytes(size)


if __name__ == "__main__":
    bundle(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
