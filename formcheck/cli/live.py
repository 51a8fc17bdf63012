"""``formcheck live``: the coach in a window."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import FAILED, options
from formcheck.cli.show import many, one_line, tell
from formcheck.coach.plan import Plan
from formcheck.errors import PlanError
from formcheck.exercises import find
from formcheck.targets import load_targets, own

if TYPE_CHECKING:
    from formcheck.live.start import Ended

_PLAN = Plan()


def live(
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", callback=options.exercise_of, help="Which exercise to coach.")
    ],
    camera: Annotated[int, typer.Option("--camera", min=0, help="The camera's number.")] = 0,
    source: Annotated[
        Path | None, typer.Option("--source", metavar="CLIP", help="Play a clip instead of a camera.")
    ] = None,
    sets: Annotated[int, typer.Option("--sets", help="Number of sets.")] = _PLAN.sets,
    reps: Annotated[
        int | None, typer.Option("--reps", help="Repetitions of a set; as many as you like if not given.")
    ] = _PLAN.reps,
    rest: Annotated[float, typer.Option("--rest", help="Seconds of rest between sets.")] = _PLAN.rest_s,
    hold: Annotated[
        float | None, typer.Option("--hold", help="Seconds to hold each repetition.")
    ] = _PLAN.hold_s,
    countdown: Annotated[
        float | None,
        typer.Option("--countdown", help="Seconds from the start posture to the first repetition."),
    ] = None,
    mute: Annotated[bool, typer.Option("--mute", help="Begin without sound; M switches it on.")] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror/--no-mirror", help="Show the picture as a mirror.")
    ] = True,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Keep the numbers in your history.")] = True,
    full_screen: Annotated[bool, typer.Option("--full-screen", help="Take the whole screen.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Play --source as fast as possible.")] = False,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = options.THREADS,
    targets: options.TargetsFile = None,
    person: options.Person = None,
) -> None:
    """Coach you in a window: framing help, countdown, sets, cues by voice (Q ends and saves)."""
    declared = own(find(exercise), load_targets(targets, person))
    if fast and source is None:
        raise PlanError("a camera cannot be played fast", mend="Leave --fast away, or name a clip: --source")
    # nobody in a clip waits for a countdown
    if countdown is None:
        countdown = _PLAN.countdown_s if source is None else 0.0
    plan = Plan(sets=sets, reps=reps, rest_s=rest, hold_s=hold, countdown_s=countdown)
    pose = options.pose_options(model, backend, model_file, threads)
    # a window's packages are loaded by nobody who needs no window
    from formcheck.live.start import Wanted, coach

    wanted = Wanted(
        camera=camera,
        clip=source,
        is_fast=fast,
        is_muted=mute,
        is_mirrored=mirror,
        is_saved=save,
        is_full_screen=full_screen,
    )
    ended = coach(declared, plan, pose, wanted)
    typer.echo(one_line(ended.result))
    for line in _afterwards(ended):
        typer.echo(line)
    tell(ended.result)
    if ended.result.warnings:
        raise typer.Exit(FAILED)


def _afterwards(ended: "Ended") -> list[str]:
    """The sets where there were several, where the session was kept, and what can be done with it."""
    sets = ended.sets if len(ended.sets) > 1 else ()
    lines = [f"set {s.number}: {many(s.reps, 'rep')}, {s.good_reps} without a fault" for s in sets]
    if ended.session_id is not None:
        lines.append(f"saved in {ended.folder}; its report: formcheck report {ended.session_id[:8]}")
    return lines
