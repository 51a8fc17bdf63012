"""What a set is: repetitions of one exercise, one after the other."""

from formcheck.engine.events import Rep

# Whoever does no repetition for this long has ended the set: the slowest of a set follow one another within
# half of it, and a rest between sets is longer (15 s and more). Engineering default.
SET_GAP_S = 8.0
# What stands in place of an exercise's name.
UNKNOWN, SEVERAL = "unknown", "several"


def goes_on(before: Rep, rep: Rep) -> bool:
    """Whether two repetitions of one exercise belong to one set."""
    return rep.start_s - before.t_s <= SET_GAP_S
