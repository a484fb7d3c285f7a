"""Run the goals of reliability at length: `python3 dev.py soak [--goal R1] [--seed N] [--scale X]`.

Several goals run each in a process of its own, so that one that kills, hooks or exhausts its process spoils no other.
"""

import argparse
import random
import subprocess
import sys
import time
import traceback

from tests.reliability.goals import GOALS, Goal
from tests.reliability.result import Result


def main(arguments: list[str]) -> int:
    """Run the goals that were asked for, print what was done and found; 1 when anything was found."""
    asked = parsed(arguments)
    if asked.list:
        print("\n".join(line(goal) for goal in GOALS))
        return 0
    seed = random.SystemRandom().randrange(1_000_000) if asked.seed is None else asked.seed
    goals = [goal for goal in GOALS if not asked.goal or goal.number in asked.goal]
    if len(goals) == 1:
        return 1 if in_this_process(goals[0], asked.scale, seed) else 0
    failed = [goal.number for goal in goals if in_a_process_of_its_own(goal, asked.scale, seed)]
    print(f"seed {seed}: {len(goals)} goals, " + (f"not met: {', '.join(failed)}" if failed else "all met"))
    return 1 if failed else 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The goals, the seed and the scale out of the command line."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--goal", action="append", choices=[goal.number for goal in GOALS], help="again for several")
    parser.add_argument("--seed", type=int, help="other cases with another number; without it one by chance, printed")
    parser.add_argument("--scale", type=float, default=1.0, help="the share of the large figures (a push runs 0.1)")
    parser.add_argument("--list", action="store_true", help="name the goals and their figures, and run none")
    return parser.parse_args(arguments)


def line(goal: Goal) -> str:
    """One line of the table of goals."""
    return f"{goal.number:4} {goal.must}; on a push: {goal.on_push}; at length: {goal.at_length}"


def in_a_process_of_its_own(goal: Goal, scale: float, seed: int) -> bool:
    """Run one goal in a child; whether it was missed, or the child died of it."""
    asked = ["--goal", goal.number, "--seed", str(seed), "--scale", str(scale)]
    status = subprocess.run([sys.executable, "-m", __spec__.parent, *asked], check=False).returncode
    if status not in {0, 1}:
        print(f"     !! the process of {goal.number} ended with {status}")
    return status != 0


def in_this_process(goal: Goal, scale: float, seed: int) -> bool:
    """Run one goal here and print it; whether anything was found."""
    print(f"{goal.number:4} {goal.must} (seed {seed}, scale {scale:g})", flush=True)
    began = time.monotonic()
    try:
        result = goal.runner()(scale, seed)
    except Exception:
        result = Result(done=(), findings=("it broke off:\n" + traceback.format_exc(),))
    for done in result.done:
        print(f"     {done}")
    for finding in result.findings:
        print(f"     !! {finding}")
    print(f"     {len(result.findings)} findings, {time.monotonic() - began:.0f} s", flush=True)
    return bool(result.findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
