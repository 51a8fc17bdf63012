"""The outline that the landmark model's own segmentation head draws, in place of the exact one.

The head is cut away from the product's landmark model for speed; MediaPipe Tasks still runs it on the bundle
that is kept for the `mediapipe` backend.
"""

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.mediapipe_tasks import task_options
from formcheck.pose.models import model_path, task_bundle
from outline.film import Film, load

Bodies = NDArray[np.bool_]
# The head's mask is the likelihood that a pixel is the person.
_LIKELY = 0.5


@contextlib.contextmanager
def _landmarker(mediapipe: Any) -> Iterator[Any]:
    vision = importlib.import_module("mediapipe.tasks.python.vision")
    options = vision.PoseLandmarkerOptions(
        base_options=task_options(mediapipe.tasks.BaseOptions, str(model_path(task_bundle("full")))),
        running_mode=vision.RunningMode.IMAGE,
        output_segmentation_masks=True,
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        yield landmarker


def drawn(film: Film) -> Bodies:
    """The head's outline of every picture (takes, frames, height, width); empty where nobody is seen."""
    mediapipe = importlib.import_module("mediapipe")
    found = np.zeros(film.body.shape, np.bool_)
    with _landmarker(mediapipe) as landmarker:
        for at in np.ndindex(film.grey.shape[:2]):
            rgb = np.ascontiguousarray(np.repeat(film.grey[at][..., None], 3, axis=2))
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            masks = landmarker.detect(image).segmentation_masks
            if masks:
                found[at] = masks[0].numpy_view().reshape(found[at].shape) > _LIKELY
    return found


def with_head(path: Path) -> Film:
    """A kept film with the head's outlines instead of the exact ones; they are kept beside it."""
    film, kept = load(path), path.with_suffix(".head")
    if not kept.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, body=drawn(film))
        os.replace(unfinished, kept)
    with np.load(kept, allow_pickle=False) as stored:
        return film._replace(body=stored["body"])


def overlap(film: Film, exact: Film) -> float:
    """Intersection over union of the head's outlines with the exact ones, over all pictures."""
    return float((film.body & exact.body).sum() / (film.body | exact.body).sum())
