"""``formcheck live``: the coach in a window."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli import FAILED, options
from formcheck.cli.show import many, one_line, tell
from formcheck.coach.plan import Plan
from formcheck.errors import PlanError
from formcheck.exercises import find
from formcheck.ground import Ground, ground_of
from formcheck.targets import load_targets, own

if TYPE_CHECKING:
    from formcheck.live.start import Ended, RoutineEnded, Wanted
    from formcheck.results import Result
    from formcheck.routines import Routine
    from formcheck.targets import Targets

_PLAN = Plan()
# What a routine says of each of its steps by itself.
_OF_PLAN = {"exercise": "--exercise", "sets": "--sets", "reps": "--reps", "rest": "--rest", "hold": "--hold"}


def live(
    context: typer.Context,
    exercise: options.ExerciseToCoach = None,
    routine: options.RoutineToWalk = None,
    camera: options.Camera = 0,
    source: options.Clip = None,
    sets: options.Sets = _PLAN.sets,
    reps: options.Reps = _PLAN.reps,
    rest: options.Rest = _PLAN.rest_s,
    hold: options.Hold = _PLAN.hold_s,
    countdown: options.Countdown = None,
    surface: options.Surface = None,
    footwear: options.Footwear = None,
    mute: options.Mute = False,
    mirror: options.Mirror = True,
    save: options.Keep = True,
    full_screen: options.FullScreen = False,
    fast: options.Fast = False,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = None,
    targets: options.TargetsFile = None,
    person: options.Person = None,
    store: options.StoreUrl = None,
    region: options.RegionOfPicture = None,
) -> None:
    """Coach you in a window: framing help, countdown, sets, cues by voice (Q ends and saves)."""
    limits, countdown_s = load_targets(targets, person), _countdown_s(countdown, source, fast)
    plan = Plan(sets=sets, reps=reps, rest_s=rest, hold_s=hold, countdown_s=countdown_s)
    walked = _routine(context, exercise, routine, limits)
    declared = own(find(exercise), limits) if exercise else None
    pose = options.pose_options(model, backend, model_file, threads)
    ground = ground_of(surface, footwear)
    # a window's packages are loaded by nobody who needs no window
    from formcheck.live.start import coach, coach_routine

    shown = _wanted(ground, camera, source, fast, mute, mirror, save, full_screen, store)
    wanted = replace(shown, region=options.region_of(region))
    if walked is not None:
        _tell_routine(coach_routine(walked, countdown_s, pose, wanted))
    elif declared is not None:
        _tell(coach(declared, plan, pose, wanted))


def _countdown_s(wanted: float | None, clip: Path | None, is_fast: bool) -> float:
    if is_fast and clip is None:
        raise PlanError("a camera cannot be played fast", mend="Leave --fast away, or name a clip: --source")
    if wanted is not None:
        return wanted
    # nobody in a clip waits for a countdown
    return _PLAN.countdown_s if clip is None else 0.0


def _routine(
    context: typer.Context, exercise: str | None, routine: str | None, limits: "Targets | None"
) -> "Routine | None":
    """The routine that is asked for, with a person's own limits; None where it is one exercise.

    Raises:
        PlanError: nothing is asked for, or something that a routine says by itself.
    """
    if routine is None:
        if exercise is None:
            mend = "Name an exercise: --exercise squat; or a routine: --routine hips"
            raise PlanError("there is nothing to coach", mend=mend)
        return None
    for name, option in _OF_PLAN.items():
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise PlanError(f"a routine has its own {name}", mend=f"Leave {option} or --routine away")
    # the routine's packages open the history, which no other option needs
    from formcheck.routines import load

    return load(routine).with_exercises(lambda exercise: own(exercise, limits))


def _wanted(
    ground: Ground,
    camera: int,
    clip: Path | None,
    fast: bool,
    mute: bool,
    mirror: bool,
    save: bool,
    full_screen: bool,
    store_url: str | None,
) -> "Wanted":
    from formcheck.live.start import Wanted

    return Wanted(
        camera=camera,
        clip=clip,
        is_fast=fast,
        is_muted=mute,
        is_mirrored=mirror,
        is_saved=save,
        is_full_screen=full_screen,
        ground=ground,
        store_url=store_url,
    )


def _tell(ended: "Ended") -> None:
    typer.echo(one_line(ended.result))
    for line in _afterwards(ended):
        typer.echo(line)
    _tell_trouble(ended.result)


def _afterwards(ended: "Ended") -> list[str]:
    """The sets where there were several, where the session was kept, and what can be done with it."""
    sets = ended.sets if len(ended.sets) > 1 else ()
    lines = [f"set {s.number}: {many(s.reps, 'rep')}, {s.good_reps} without a fault" for s in sets]
    if ended.session_id is not None:
        lines.append(f"saved in {ended.where}; its report: formcheck report {ended.session_id[:8]}")
    return lines


def _tell_routine(ended: "RoutineEnded") -> None:
    """Every step that was reached, and where the routine is kept."""
    for number, (step, result) in enumerate(zip(ended.routine.steps, ended.results, strict=False), start=1):
        typer.echo(f"{number}. {one_line(result)} ({step.words})")
    reps, good = (sum(counts) for counts in zip(*((r.reps, r.good_reps) for r in ended.results), strict=True))
    asked = [step.plan.total(step.exercise) or 1 for step in ended.routine.steps]
    done = sum(result.reps >= wanted for wanted, result in zip(asked, ended.results, strict=False))
    steps = f"{done} of {many(len(asked), 'step')} done"
    typer.echo(f"{ended.routine.title}: {steps}, {many(reps, 'rep')}, {good} without a fault")
    if ended.session_ids:
        typer.echo(f"saved in {ended.where}; what was done of it: formcheck history routines")
    _tell_trouble(ended.results[-1])


def _tell_trouble(result: "Result") -> None:
    tell(result)
    if result.warnings:
        raise typer.Exit(FAILED)
