"""Finds one person, stays on that person, and finds them again."""

import math
from collections.abc import Callable, Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.choose import Motion, change, jumped, likeness, prominence
from formcheck.pose.detector import Detection
from formcheck.pose.home import Home
from formcheck.pose.landmarker import Landmarks
from formcheck.pose.plausible import plausibility
from formcheck.pose.region import Region

Picture = NDArray[np.uint8]
Rank = Callable[[Region], float]

# Below this score the model says that nobody is in the square. Source: MediaPipe Tasks default.
MIN_SCORE = 0.5
# Below this plausibility other turns are tried; see plausible.py for how often that is right.
DOUBTFUL = 0.35
# A turned view must be plausible by this much more than the present one (engineering default).
_CLEARLY_BETTER = 0.2

_TURNED = tuple(math.radians(turn_deg) for turn_deg in (90, 270, 180))
_PEOPLE_A_VIEW = 3

# Engineering defaults that bound the cost of looking for someone who is not there: each frame for a second,
# then ten times a second upright and three times a second turned.
_EAGER_S, _SEARCH_EVERY_S, _TURN_EVERY_S = 1.0, 0.1, 0.3
# A doubtful track is reviewed at growing intervals.
_REVIEW_FIRST_S, _REVIEW_LAST_S, _TRUST_OVER_S, _JUDGE_EVERY_S = 0.3, 4.8, 0.25, 0.1
# For a second nobody but the lost person is taken, who is looked for as far as one gets in a third of a
# second; for three seconds newcomers come second.
_LOYAL_S, _NEAR_S, _MEMORY_S = 1.0, 0.3, 3.0
# Among several people the mover is known after so long; nearer than this many sides it is the same person.
_CHOOSE_AFTER_S, _APART_SIDES = 1.5, 0.35


class Finder(Protocol):
    """Finds people in a whole picture, which is turned first: a `Detector`."""

    def __call__(self, image_rgb: Picture, angle_rad: float) -> list[Detection]:
        """Return the people, surest first, in pixels of the picture as given."""
        ...


class Looker(Protocol):
    """Finds landmarks in a square of a picture: a `Landmarker`."""

    def __call__(self, image_rgb: Picture, region: Region) -> Landmarks:
        """Return what is in the square, with a score."""
        ...


class Follower:
    """Tracks one person through frames in order.

    Each frame is looked at in the square that the last one predicted; the detector runs only when that fails.

    Args:
        detector: finds people in a whole picture.
        landmarker: finds landmarks in a square.
    """

    def __init__(self, detector: Finder, landmarker: Looker) -> None:
        self._detector, self._landmarker = detector, landmarker
        self.reset()

    def reset(self) -> None:
        """Forget everybody."""
        self.region: Region | None = None
        self._last: Region | None = None
        self._last_s = self._lost_s = self._search_s = self._turn_s = -math.inf
        self._trust, self._judged_s = 1.0, -math.inf
        self._review_s, self._review_every_s = -math.inf, _REVIEW_FIRST_S
        self._motion: Motion | None = None
        self._home: Home | None = None
        self._choose_s = math.inf

    def __call__(self, t_s: float, image: Picture) -> Landmarks | None:
        """Return the followed person's landmarks, or None when nobody is seen.

        Args:
            t_s: seconds, later than the last frame.
            image: (height, width, 3) picture.
        """
        seen = self._track(t_s, image, self.region) if self.region else None
        if seen is None:
            if self.region is not None or self._lost_s == -math.inf:
                self._lost_s = t_s
            self.region, seen = None, self._search(t_s, image)
        if seen is None:
            return None
        seen = self._at_home(t_s, image, self._prefer_mover(t_s, image, seen))
        self.region = self._last = seen.next_region
        self._last_s = t_s
        return seen

    def _look(self, image: Picture, region: Region) -> Landmarks | None:
        if not region.usable:
            return None
        seen = self._landmarker(image, region)
        return seen if seen.score >= MIN_SCORE and seen.next_region.usable else None

    # staying on the person

    def _track(self, t_s: float, image: Picture, region: Region) -> Landmarks | None:
        seen = self._look(image, region)
        if seen is None:
            return None
        gap_s = max(t_s - self._last_s, 0.0)
        if jumped(seen.next_region, region, gap_s):
            return self._recover(image, region, gap_s) or seen
        return self._reviewed(t_s, image, seen)

    def _at_home(self, t_s: float, image: Picture, seen: Landmarks) -> Landmarks:
        """Go back to the person at home when the track has left it and somebody is still there."""
        if self._home is None or self._home.given_up(t_s):
            self._home = Home(image, seen)
        elif not self._home.left(seen.next_region):
            self._home.remember(t_s, image, seen)
        elif self._home.due(t_s):
            return self._who_stayed(image, self._home, seen) or seen
        return seen

    def _who_stayed(self, image: Picture, home: Home, seen: Landmarks) -> Landmarks | None:
        people = self._people(image, 0.0, quarter_turn(home.region.angle_rad))
        looks = (self._look(image, region) for region in people if home.holds(region))
        there = (look for look in looks if look and home.holds(look.next_region))
        return next((look for look in there if home.prefers(image, look, seen)), None)

    def _recover(self, image: Picture, last: Region, gap_s: float) -> Landmarks | None:
        """Look for the old person after a jump; None when they are gone, as after a cut."""
        people = self._people(image, 0.0, quarter_turn(last.angle_rad))
        near = [region for region in people if not jumped(region, last, gap_s)]
        near.sort(key=lambda region: -likeness(region, last, gap_s))
        looks = (self._look(image, region) for region in near[:_PEOPLE_A_VIEW])
        return next((s for s in looks if s and not jumped(s.next_region, last, gap_s)), None)

    def _reviewed(self, t_s: float, image: Picture, seen: Landmarks) -> Landmarks:
        """Try the other turns when the landmarks have not looked like a body for a while."""
        if t_s - self._judged_s < _JUDGE_EVERY_S:
            return seen
        now = plausibility(seen)
        self._trust += (now - self._trust) * -math.expm1((self._judged_s - t_s) / _TRUST_OVER_S)
        self._judged_s = t_s
        if self._trust >= DOUBTFUL:
            self._review_every_s = _REVIEW_FIRST_S
            return seen
        if t_s < self._review_s:
            return seen
        self._review_s = t_s + self._review_every_s
        self._review_every_s = min(2 * self._review_every_s, _REVIEW_LAST_S)
        here = seen.next_region
        other = self._best(image, (0.0, *_TURNED), lambda region: likeness(region, here, _TRUST_OVER_S))
        if other is None or jumped(other.next_region, here, _TRUST_OVER_S):
            return seen
        better = plausibility(other)
        if better < now + _CLEARLY_BETTER:
            return seen
        self._trust = better
        return other

    # finding somebody

    def _search(self, t_s: float, image: Picture) -> Landmarks | None:
        if t_s - self._lost_s > _EAGER_S and t_s < self._search_s:
            return None
        self._search_s = t_s + _SEARCH_EVERY_S
        rank = self._rank(t_s, image)
        seen = self._best(image, (0.0,), rank)
        sure = plausibility(seen) if seen else 0.0
        if sure < DOUBTFUL and t_s >= self._turn_s:
            self._turn_s = t_s + _TURN_EVERY_S
            turned = self._best(image, _TURNED, rank)
            if turned and plausibility(turned) > sure + (_CLEARLY_BETTER if seen else 0.0):
                seen, sure = turned, plausibility(turned)
        self._trust, self._judged_s = sure, t_s
        return seen

    def _rank(self, t_s: float, image: Picture) -> Rank:
        """How to order people: by nearness to the one who was lost, else by prominence; 0 = not wanted."""
        last, gap_s = self._last, max(t_s - self._last_s, 0.0)
        if last is not None and gap_s <= _LOYAL_S:
            return lambda region: 0.0 if jumped(region, last, _NEAR_S) else likeness(region, last, gap_s)
        if last is not None and gap_s <= _MEMORY_S:
            return lambda region: likeness(region, last, gap_s)
        size_px = (image.shape[1], image.shape[0])
        self._motion, self._choose_s, self._home = Motion(), t_s + _CHOOSE_AFTER_S, None
        return lambda region: prominence(region, size_px, 1.0)

    def _best(self, image: Picture, turns: Iterable[float], rank: Rank) -> Landmarks | None:
        """Look at the people of each turn and return the one of highest rank times plausibility."""
        looks = [seen for turn in turns for seen in self._looks(image, turn, rank)]
        return max(looks, key=lambda seen: rank(seen.next_region) * plausibility(seen), default=None)

    def _looks(self, image: Picture, turn_rad: float, rank: Rank) -> list[Landmarks]:
        regions = sorted((r for r in self._people(image, turn_rad) if rank(r) > 0), key=rank, reverse=True)
        return [seen for r in regions[:_PEOPLE_A_VIEW] if (seen := self._look(image, r))]

    def _people(self, image: Picture, *turns: float) -> list[Region]:
        """Return the squares of the people seen at each turn, each turn once."""
        regions = (found.region for turn in dict.fromkeys(turns) for found in self._detector(image, turn))
        return [region for region in regions if region.usable]

    # choosing among several

    def _prefer_mover(self, t_s: float, image: Picture, seen: Landmarks) -> Landmarks:
        """After a while with a new person, see whether somebody else is the one who moves."""
        if self._motion is None:
            return seen
        self._motion.add(t_s, image)
        if t_s < self._choose_s:
            return seen
        motion, self._motion = self._motion, None
        other = self._look_at_mover(image, motion, seen)
        if other is None:
            return seen
        self._trust, self._home = plausibility(other), None
        return other

    def _look_at_mover(self, image: Picture, motion: Motion, seen: Landmarks) -> Landmarks | None:
        """Look at the most prominent person, motion counted; None when it is the one already followed."""
        size_px, here = (image.shape[1], image.shape[0]), seen.next_region
        others = [region for region in self._people(image, 0.0) if change(region, here)[0] > _APART_SIDES]
        regions = [here, *others]
        shares = motion.shares(regions)
        ranks = [prominence(r, size_px, share) for r, share in zip(regions, shares, strict=True)]
        best = int(np.argmax(ranks))
        other = self._look(image, regions[best]) if best else None
        return other if other and plausibility(other) >= DOUBTFUL else None


def quarter_turn(angle_rad: float) -> float:
    """Round an angle to quarter turns."""
    return round(angle_rad / (math.pi / 2)) * math.pi / 2
