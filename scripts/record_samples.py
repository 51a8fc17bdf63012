"""Record what the tests replay: landmarks of every sample clip, and the events that follow from them.

    python scripts/record_samples.py            landmarks with the full model (minutes), then the events
    python scripts/record_samples.py --golden   the events only, from the landmarks that are there
    python scripts/record_samples.py --only squat   a part of the clips

Landmarks go to tests/recorded/, events to tests/golden/. Record again when the pose chain or a sample clip
changes, the events alone when a limit or a signal does, and read the difference before committing it: it is
what the change does. Events that landmarks moved by 0.01 px would change are refused, because they would
break on another machine; ends with 1 then.
"""

import argparse
import sys
from pathlib import Path

from accuracy import goldens, samples
from accuracy.poses import record
from formcheck.errors import FormcheckError

MODEL = "full"


def write_golden(clip: Path) -> bool:
    """Write the events of one clip, unless they hang on a hair."""
    recording = samples.RECORDED / f"{clip.stem}.npz"
    names = samples.exercises(samples.truth_of(clip))
    target = samples.GOLDEN / f"{clip.stem}.jsonl"
    if goldens.hangs_on_a_hair(recording, names):
        target.unlink(missing_ok=True)
        print(f"{clip.stem}: refused, a movement of {goldens.HAIR_PX} px changes its events", file=sys.stderr)
        return False
    goldens.write(target, goldens.events(recording, names))
    return True


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--golden", action="store_true", help="the events only")
    parser.add_argument("--only", default="", metavar="REGEX")
    given = parser.parse_args()
    chosen = samples.clips(given.only)
    try:
        if not given.golden:
            samples.RECORDED.mkdir(parents=True, exist_ok=True)
            for clip in chosen:
                print(clip.stem, file=sys.stderr)
                record(clip, samples.RECORDED / f"{clip.stem}.npz", MODEL)
        written = [write_golden(clip) for clip in chosen]
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    return int(not all(written))


if __name__ == "__main__":
    sys.exit(main())
