"""People who exist nowhere else: builds, clothes, rooms and light at random."""

from dataclasses import replace
from random import Random

from truth.look import Colour, Look

_SKINS: tuple[Colour, ...] = (
    (0.72, 0.52, 0.42),
    (0.62, 0.42, 0.32),
    (0.48, 0.30, 0.20),
    (0.28, 0.16, 0.10),
    (0.14, 0.08, 0.05),
)


def anybody(rng: Random) -> Look:
    """A person in clothes, in a room."""
    gender = rng.choice(("female", "male"))
    base_m = 1.64 if gender == "female" else 1.77
    body = Look(
        gender=gender,
        race=rng.choice(("caucasian", "african", "asian")),
        age=max(0.0, rng.uniform(-0.4, 1.0)),
        weight=rng.uniform(-1.1, 2.1),
        muscle=rng.uniform(-0.5, 0.9),
        height_m=min(1.97, max(1.48, rng.gauss(base_m, 0.09))),
        shorts=rng.random() < 0.3,
        bun=gender == "female" and rng.random() < 0.6,
        loose_m=rng.choice((0.0, 0.0, rng.uniform(0.008, 0.038))),
    )
    return recoloured(body, rng)


def recoloured(look: Look, rng: Random) -> Look:
    """The same body and cut of clothes in other colours, another room and light."""
    top, dark = _cloth(rng), rng.random() < 0.15
    leg = rng.choice((_cloth(rng), _cloth(rng), _near(top, rng)))
    room = rng.uniform(0.12, 0.35) if dark else 1.0
    skin = rng.choice(_SKINS)
    return replace(
        look,
        skin=_scaled(skin, rng.uniform(0.85, 1.12)),
        top=top,
        leg=leg,
        hair=_scaled((0.3, 0.2, 0.12), rng.uniform(0.06, 1.6)),
        wall=_scaled(_tint(rng, 0.62, 0.12), room * rng.uniform(0.5, 1.2)),
        floor=_scaled(_tint(rng, 0.36, 0.12), room * rng.uniform(0.4, 1.4)),
        mat=_scaled(_tint(rng, 0.25, 0.2), room * rng.uniform(0.4, 1.8)),
        stripe=rng.random() < 0.15,
        light=rng.uniform(0.5, 1.15),
    )


def _cloth(rng: Random) -> Colour:
    """Black as often as grey, white or a colour."""
    if rng.random() < 0.3:
        return _scaled((0.05, 0.05, 0.055), rng.uniform(0.4, 1.6))
    return _scaled(_tint(rng, 0.4, 0.35), rng.uniform(0.15, 1.6))


def _near(colour: Colour, rng: Random) -> Colour:
    return _scaled(colour, rng.uniform(0.75, 1.3))


def _tint(rng: Random, mean: float, spread: float) -> Colour:
    return tuple(max(0.02, mean + rng.uniform(-spread, spread)) for _ in range(3))  # type: ignore[return-value]


def _scaled(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(0.9, max(0.012, c * by)) for c in colour)
    return red, green, blue
