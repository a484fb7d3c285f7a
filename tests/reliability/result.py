"""What a goal reports: what was done, in words with figures, and everything that went against the goal."""

from dataclasses import dataclass

# The share of the large figures that every push runs: `run(scale=ON_PUSH, seed=...)`. A soak runs 1.
ON_PUSH = 0.1


@dataclass(frozen=True, slots=True)
class Result:
    """The lines of what was done ("200 kills while importing") and the findings; none of these means the goal is met.

    A finding says enough to be met again: the seed and the number of the case stand in it.
    """

    done: tuple[str, ...]
    findings: tuple[str, ...] = ()


def counted(large: int, scale: float, least: int = 1) -> int:
    """The number of cases of a goal whose large figure is `large`, at `scale`, and never fewer than `least`."""
    return max(least, round(large * scale))
