"""Exercises that were tried and cannot be measured with one camera: named, so that asking gets the reason."""

from collections.abc import Mapping

_ASIDE = (
    "From the front the pose model shows a foot turned by 30 degrees on some people and not at all on others"
    " (docs/accuracy/ankle.md)"
)
_UP_DOWN = "Up and down are measured from the side: formcheck count CLIP --exercise ankle_up"
_NAMES = ("ankle_in", "ankle_out", "ankle_inversion", "ankle_eversion", "inversion", "eversion")

NOT_MEASURABLE: Mapping[str, str] = dict.fromkeys(_NAMES, _ASIDE)
INSTEAD: Mapping[str, str] = dict.fromkeys(_NAMES, _UP_DOWN)
