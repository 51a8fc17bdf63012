"""How a person and the room look: colours are linear RGB, 0 to 1."""

from dataclasses import dataclass

Colour = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Look:
    """One person's body, clothes and room.

    Args:
        gender: ``female`` or ``male``.
        race: ``caucasian``, ``african`` or ``asian``, the body data's own names of the build and face family.
        age: 0 is the data's young adult, 1 its old person.
        weight: -1 thin, 0 average, 1 heavy as the data has it; -1.2 and 2.2 go on along the same line.
        muscle: -1 weak, 0 average, 1 strong.
        height_m: standing height, barefoot; the body is scaled as a whole. None: as the data gives it.
        skin: colour, as all the others.
        shorts: shorts and a T-shirt, else leggings and a sleeveless top.
        loose_m: how far clothes stand off the body at the hems; 0 is skin-tight.
        stripe: a light seam down the side of the leg.
        bun: hair tied in a bun, else short hair.
        light: brightness of the scene; 1 is a well-lit room.
    """

    gender: str = "female"
    race: str = "caucasian"
    age: float = 0.0
    weight: float = 0.0
    muscle: float = 0.0
    height_m: float | None = None
    skin: Colour = (0.60, 0.37, 0.26)
    top: Colour = (0.10, 0.28, 0.45)
    leg: Colour = (0.06, 0.06, 0.075)
    hair: Colour = (0.085, 0.05, 0.03)
    wall: Colour = (0.62, 0.60, 0.56)
    floor: Colour = (0.42, 0.28, 0.17)
    mat: Colour = (0.18, 0.30, 0.34)
    shorts: bool = False
    loose_m: float = 0.0
    stripe: bool = True
    bun: bool = True
    light: float = 1.0


# The people of the sample clips.
SAMPLE_LOOKS = {
    "woman_blue": Look(),
    "woman_red": Look(
        skin=(0.70, 0.48, 0.38),
        top=(0.42, 0.07, 0.09),
        leg=(0.05, 0.07, 0.16),
        hair=(0.35, 0.22, 0.09),
        wall=(0.50, 0.55, 0.58),
        floor=(0.20, 0.15, 0.11),
        mat=(0.10, 0.10, 0.12),
    ),
    "man_grey": Look(
        gender="male",
        race="african",
        skin=(0.22, 0.125, 0.08),
        top=(0.45, 0.45, 0.47),
        leg=(0.05, 0.08, 0.17),
        hair=(0.02, 0.018, 0.016),
        wall=(0.45, 0.52, 0.50),
        floor=(0.22, 0.22, 0.23),
        mat=(0.30, 0.10, 0.30),
        shorts=True,
        bun=False,
    ),
    "man_green": Look(
        gender="male",
        race="african",
        skin=(0.16, 0.09, 0.06),
        top=(0.07, 0.26, 0.13),
        leg=(0.04, 0.04, 0.05),
        hair=(0.02, 0.018, 0.016),
        wall=(0.66, 0.62, 0.52),
        floor=(0.36, 0.25, 0.16),
        mat=(0.12, 0.16, 0.34),
        bun=False,
    ),
}
