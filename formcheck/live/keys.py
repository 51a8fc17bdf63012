"""What the keys do."""

from enum import StrEnum


class Action(StrEnum):
    """Something the person at the window wants."""

    PAUSE = "pause or go on"
    NEXT = "end the set, or the rest"
    MUTE = "sound off or on"
    FULL_SCREEN = "full screen"
    HELP = "this list"
    END = "end and save"


KEYS: dict[str, Action] = {
    "space": Action.PAUSE,
    "n": Action.NEXT,
    "m": Action.MUTE,
    "f": Action.FULL_SCREEN,
    "f11": Action.FULL_SCREEN,
    "?": Action.HELP,
    "h": Action.HELP,
    "q": Action.END,
    "escape": Action.END,
}

HELP: tuple[tuple[str, str], ...] = (
    ("Space", Action.PAUSE.capitalize()),
    ("N", Action.NEXT.capitalize()),
    ("M", Action.MUTE.capitalize()),
    ("F", Action.FULL_SCREEN.capitalize()),
    ("?", Action.HELP.capitalize()),
    ("Q, Esc", Action.END.capitalize()),
)
HINT = "Space pause · N next · M mute · F full screen · ? keys · Q end"
