"""The annotated picture: what is asked for appears where it should, at any size, and nothing else changes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.pose import Pose
from formcheck.sinks.overlay import AngleLabel, FlagMark, Scene, canvas_size, draw
from formcheck.sinks.paint import BLUE, BOLD, GREEN, ORANGE, VERMILION, clean, fit, text_width

Image = NDArray[np.uint8]
SIZES = [(153, 265), (256, 118), (360, 640), (541, 301), (1280, 720), (1920, 1080)]
IDS = [f"{width}x{height}" for width, height in SIZES]
LEFT_LEG = (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE)


def grey(size_px: tuple[int, int]) -> Image:
    return np.full((size_px[1], size_px[0], 3), 128, np.uint8)


def standing(size_px: tuple[int, int]) -> Pose:
    """Upright in the middle; the person's left on the right of the picture, as seen from the front."""
    width, height = size_px
    xy = np.full((COUNT, 2), np.nan)
    rows = {
        "SHOULDER": 0.25,
        "ELBOW": 0.38,
        "WRIST": 0.5,
        "HIP": 0.5,
        "KNEE": 0.7,
        "ANKLE": 0.88,
        "HEEL": 0.9,
    }
    for part, y in (rows | {"FOOT_INDEX": 0.92}).items():
        out = 0.15 if part in ("ELBOW", "WRIST") else 0.08
        xy[Landmark[f"LEFT_{part}"]] = (0.5 + out) * width, y * height
        xy[Landmark[f"RIGHT_{part}"]] = (0.5 - out) * width, y * height
    return Pose(0.0, xy, np.full((COUNT, 3), np.nan), np.ones(COUNT), size_px)


def near(image: Image, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    close: NDArray[np.bool_] = np.abs(image.astype(int) - colour).max(axis=2) < 30
    return close


def changed(scene: Scene, size_px: tuple[int, int] = (1280, 720)) -> NDArray[np.bool_]:
    """Where a scene differs from an empty one."""
    different: NDArray[np.bool_] = (draw(grey(size_px), scene) != draw(grey(size_px), Scene())).any(axis=2)
    return different


def centre(mask: NDArray[np.bool_]) -> tuple[float, float]:
    """Mean x and y as shares of width and height."""
    y, x = np.nonzero(mask)
    return float(x.mean()) / mask.shape[1], float(y.mean()) / mask.shape[0]


def full_scene(size_px: tuple[int, int]) -> Scene:
    return Scene(
        title="Lunge",
        state="Hold",
        pose=standing(size_px),
        reps=12,
        reps_by_side=(7, 5),
        hold_s=12.4,
        hold_target_s=20.0,
        progress=0.7,
        cue="Push your left knee out over your toes",
        angles=(AngleLabel(landmark=Landmark.LEFT_KNEE, value=94.0),),
        flags=(FlagMark(landmarks=LEFT_LEG),),
        footer="formcheck · front view",
    )


@pytest.mark.parametrize("size_px", SIZES, ids=IDS)
def test_any_size_gives_an_even_canvas_and_leaves_the_input_alone(size_px: tuple[int, int]) -> None:
    image = grey(size_px)
    drawn = draw(image, full_scene(size_px))
    assert (drawn.shape[1], drawn.shape[0]) == canvas_size(size_px)
    assert drawn.shape[0] % 2 == drawn.shape[1] % 2 == 0
    assert min(drawn.shape[:2]) >= 360
    assert drawn.dtype == np.uint8
    assert (image == 128).all()


def test_the_picture_keeps_its_size_when_it_is_large_enough() -> None:
    image = np.random.default_rng(0).integers(0, 255, (720, 1280, 3), np.uint8)
    assert (draw(image, Scene())[:720] == image).all()
    assert canvas_size((1280, 720))[0] == 1280


@pytest.mark.parametrize("size_px", SIZES, ids=IDS)
def test_the_count_is_big_enough_for_three_metres(size_px: tuple[int, int]) -> None:
    digits = near(draw(grey(size_px), Scene(reps=8)), (255, 255, 255))
    rows = np.nonzero(digits.any(axis=1))[0]
    height = (rows.max() - rows.min() + 1) / np.sqrt(np.prod(canvas_size(size_px)))
    assert height > 0.08
    x, y = centre(digits)
    assert x < 0.35
    assert y < 0.35


@pytest.mark.parametrize(
    ("scene", "x_range", "y_range"),
    [
        (Scene(reps=3), (0.0, 0.3), (0.0, 0.3)),
        (Scene(title="Bridge"), (0.0, 0.3), (0.0, 0.3)),
        (Scene(reps_by_side=(2, 1)), (0.0, 0.3), (0.0, 0.3)),
        (Scene(hold_s=4.2), (0.7, 1.0), (0.0, 0.3)),
        (Scene(progress=0.5), (0.9, 1.0), (0.3, 0.6)),
        (Scene(cue="Keep your chest up"), (0.0, 1.0), (0.83, 1.0)),
        (Scene(state="Get ready"), (0.0, 0.5), (0.83, 1.0)),
        (Scene(footer="formcheck"), (0.0, 0.4), (0.7, 0.84)),
    ],
    ids=["reps", "title", "sides", "hold", "progress", "cue", "state", "footer"],
)
def test_each_part_has_its_place(
    scene: Scene, x_range: tuple[float, float], y_range: tuple[float, float]
) -> None:
    mask = changed(scene)
    assert mask.sum() > 500
    x, y = centre(mask)
    assert x_range[0] <= x <= x_range[1]
    assert y_range[0] <= y <= y_range[1]


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.5), (0.5, 0.9), (0.9, 1.15)])
def test_progress_fills_upwards(low: float, high: float) -> None:
    def filled(progress: float) -> int:
        image = draw(grey((1280, 720)), Scene(progress=progress))
        return int((near(image, BLUE) | near(image, GREEN)).sum())

    assert filled(high) > 1.2 * filled(low)


@pytest.mark.parametrize("progress", [float("nan"), -3.0, 0.0])
def test_progress_that_is_not_there_fills_nothing(progress: float) -> None:
    image = draw(grey((1280, 720)), Scene(progress=progress))
    assert not near(image, BLUE).any()


def test_a_cue_replaces_the_state() -> None:
    both = draw(grey((640, 480)), Scene(state="Hold", cue="Lift your hips"))
    assert (both == draw(grey((640, 480)), Scene(state="Down", cue="Lift your hips"))).all()


def test_a_cue_never_covers_the_picture() -> None:
    mask = changed(Scene(cue="Geh ein Stück zurück, damit ich deine Füße sehen kann " * 5))
    assert not mask[:714].any()


@pytest.mark.parametrize("size_px", SIZES, ids=IDS)
def test_the_skeleton_lies_on_the_person(size_px: tuple[int, int]) -> None:
    image = draw(grey(size_px), Scene(pose=standing(size_px), tone="active"))
    width, height = canvas_size(size_px)[0], round(canvas_size(size_px)[0] * size_px[1] / size_px[0])
    thigh = image[int(0.6 * height), int(0.58 * width)]
    assert thigh.tolist() == list(BLUE)
    assert image[int(0.6 * height), int(0.3 * width)].tolist() == pytest.approx([128] * 3, abs=2)


def test_left_and_right_differ_in_brightness_and_joint() -> None:
    size_px = (1280, 720)
    image = draw(grey(size_px), Scene(pose=standing(size_px))).astype(int)
    (lx, ly), (rx, ry) = (standing(size_px).xy_px[j] for j in (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE))
    assert image[int(ly), int(lx)].sum() > 400  # filled
    assert image[int(ry), int(rx)].sum() < 100  # hollow
    assert image[int(0.6 * 720), int(0.58 * 1280)].sum() > 1.4 * image[int(0.6 * 720), int(0.42 * 1280)].sum()


@pytest.mark.parametrize(("severity", "colour"), [("fault", VERMILION), ("caution", ORANGE)])
def test_a_flag_colours_its_bones_and_adds_a_sign(severity: str, colour: tuple[int, int, int]) -> None:
    size_px = (1280, 720)
    pose = standing(size_px)
    image = draw(grey(size_px), Scene(pose=pose, flags=(FlagMark(landmarks=LEFT_LEG, severity=severity),)))
    assert image[int(0.6 * 720), int(0.58 * 1280)].tolist() == list(colour)
    assert not near(image[:, : 1280 // 2], colour).any()  # the other leg is as before
    plain = draw(grey(size_px), Scene(pose=pose))
    sign = (image != plain).any(axis=2) & ~near(image, colour)
    knee_x, knee_y = pose.xy_px[Landmark.LEFT_KNEE]
    assert sign[int(knee_y) - 40 : int(knee_y) + 40, int(knee_x) - 90 : int(knee_x) - 20].sum() > 200


def test_an_angle_stands_beside_its_joint_and_nan_is_not_written() -> None:
    size_px = (1280, 720)
    pose = standing(size_px)
    plain = draw(grey(size_px), Scene(pose=pose))
    label = AngleLabel(landmark=Landmark.LEFT_KNEE, value=93.7)
    mask = (draw(grey(size_px), Scene(pose=pose, angles=(label,))) != plain).any(axis=2)
    y, x = np.nonzero(mask)
    assert x.min() > pose.xy_px[Landmark.LEFT_KNEE, 0]
    assert abs(y.mean() - pose.xy_px[Landmark.LEFT_KNEE, 1]) < 20
    unknown = AngleLabel(landmark=Landmark.LEFT_KNEE, value=float("nan"))
    assert (draw(grey(size_px), Scene(pose=pose, angles=(unknown,))) == plain).all()


def test_the_angles_of_joints_in_one_place_are_both_readable() -> None:
    size_px = (1280, 720)
    pose = standing(size_px)
    pose.xy_px[Landmark.RIGHT_KNEE] = pose.xy_px[Landmark.LEFT_KNEE]

    def drawn(*sides: str) -> NDArray[np.bool_]:
        labels = tuple(AngleLabel(landmark=Landmark[f"{side}_KNEE"], value=93.7) for side in sides)
        plain = draw(grey(size_px), Scene(pose=pose))
        mask: NDArray[np.bool_] = (draw(grey(size_px), Scene(pose=pose, angles=labels)) != plain).any(axis=2)
        return mask

    height_px = np.ptp(np.nonzero(drawn("LEFT").any(axis=1))[0])
    assert np.ptp(np.nonzero(drawn("LEFT", "RIGHT").any(axis=1))[0]) > 2 * height_px
    assert (drawn("LEFT") != drawn("RIGHT")).any()


@pytest.mark.parametrize("xy", [(float("nan"), float("nan")), (1e9, -1e9), (float("inf"), 0.0)])
def test_joints_that_are_not_in_the_picture_are_left_out(xy: tuple[float, float]) -> None:
    size_px = (640, 480)
    pose = standing(size_px)
    pose.xy_px[:] = xy
    scene = Scene(pose=pose, flags=(FlagMark(landmarks=LEFT_LEG),), angles=full_scene(size_px).angles)
    assert (draw(grey(size_px), scene) == draw(grey(size_px), Scene())).all()


@pytest.mark.parametrize(
    "text", ["Über größere Füße", "左膝を外へ", "Колено", "a\tb\nc\x00\x1b[31m", "danke 👍🏽", ""]
)
def test_any_text_is_drawn(text: str) -> None:
    draw(grey((640, 480)), Scene(title=text, state=text, cue=text, footer=text))


def test_non_ascii_letters_are_letters_and_not_question_marks() -> None:
    assert text_width("ü", 60) != text_width("?", 60)
    assert (draw(grey((640, 480)), Scene(cue="Füße")) != draw(grey((640, 480)), Scene(cue="F??e"))).any()


def test_clean_keeps_one_printable_line() -> None:
    assert clean(" a\tb\nc\x00  👍 ") == "a b c"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Chest up", 1),
        ("Push your left knee out over your toes", 2),
        ("Rückenschule" * 8, 1),
        ("word " * 60, 2),
    ],
    ids=["short", "two-lines", "one-endless-word", "far-too-long"],
)
def test_text_fits_its_room(text: str, lines: int) -> None:
    laid_out, size_px = fit(text, 400, 46, 40, 20, BOLD)
    assert len(laid_out) == lines
    assert 20 <= size_px <= 46
    assert all(text_width(line, size_px, BOLD) <= 400 for line in laid_out)


def test_two_lines_come_out_alike() -> None:
    laid_out, _ = fit("Your left hip drops: press through both heels", 600, 46, 40, 20, BOLD)
    assert laid_out == ["Your left hip drops:", "press through both heels"]
