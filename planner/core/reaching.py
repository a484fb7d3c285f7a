"""How far a target is reached: figures of plans (1.5万, 80%, 一百) as numbers, and what they make beside each other."""

import re
from dataclasses import dataclass
from decimal import Decimal

from planner.core.draft import Target
from planner.core.figures import with_plain_figures
from planner.core.targets import find_targets

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_FIGURES = {ch: value for value, ch in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = re.compile(
    r"(?P<figures>-?[0-9][0-9,，]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百]+)(?P<scale>千万|百万|亿|万|千|百)?"
)
_TYPED = re.compile(
    r"(?P<about>约|大约|近)?(?P<value>[0-9][0-9,，]*(?:\.[0-9]+)?|[一两二三四五六七八九十百]+)"
    r"(?P<scale>(?:万|亿|千万|百万|千|百)?[余多]?)(?P<unit>[^0-9以左，。；、\s]{1,6}?)?(?P<after>以上|及以上|以下|以内|左右)?[。；]?"
)
_LEAST, _MOST, _ABOUT, _EXACTLY = "at least", "at most", "about", "exactly"


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a target is: per cent of it (None where figures do not tell), whether it is met, and how that was said.

    A target of at most so much is met from below: there is no share of it, only whether it is kept.
    """

    percent: int | None
    is_met: bool
    words: str


def reached(target: Target) -> Reached | None:
    """Return how far a target is by its actual figure; None without one, or where it is no number."""
    wanted, actual = number(target.value), number(target.actual, target.unit)
    if wanted is None or actual is None:
        return None
    if target.bound == _MOST:
        is_met = actual <= wanted
        over = f"超出 {_amount(actual - wanted, target.unit)}"
        return Reached(None, is_met, "未超过上限" if is_met else over)
    if not wanted:
        return Reached(None, actual >= wanted, "")
    percent = int(100 * actual / wanted)
    is_met = actual >= wanted
    left = "" if is_met else f"，还差 {_amount(wanted - actual, target.unit)}"
    return Reached(percent, is_met, f"完成 {percent}%{left}")


def number(text: str, unit: str = "") -> Decimal | None:
    """Return the number that figures say (1,300; 1.5万; 一百; 12所 with that unit), or None."""
    plain = "".join(with_plain_figures(text).split()).replace("，", ",").replace("％", "%")
    for mark in (unit, *(unit[:end] for end in range(len(unit) - 1, 0, -1)), "%"):
        if mark and plain.endswith(mark):
            plain = plain.removesuffix(mark)
            break
    plain = plain.rstrip("余多")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    figures = found["figures"].replace(",", "")
    value = Decimal(figures) if figures.lstrip("-")[0] in "0123456789" else _spoken(figures)
    return None if value is None else value * _SCALES.get(found["scale"] or "", 1)


def typed_target(text: str) -> Target | None:
    """Return the target that a clerk means by 新建13所, 达到80%以上 or just 13所; None for words without a number."""
    words = "".join(text.split())
    found = [target for _, _, target in find_targets(words)]
    if found:
        return Target(words, found[0].value, found[0].unit, found[0].bound)
    places = [one for one in _TYPED.finditer(with_plain_figures(words)) if number(one["value"]) is not None]
    if not places:
        return None
    one = places[-1]
    after = one["after"] or ""
    bound = _MOST if after in ("以下", "以内") else _LEAST if after.endswith("以上") else _EXACTLY
    if after == "左右" or one["about"] or one["scale"].endswith(("余", "多")):
        bound = _ABOUT
    return Target(words, one["value"] + one["scale"], (one["unit"] or "").replace("％", "%"), bound)


def _spoken(figures: str) -> Decimal | None:
    """Return a number in Chinese characters up to 999."""
    total, pending = 0, 0
    for ch in figures:
        if ch in _FIGURES:
            pending = _FIGURES[ch]
        else:
            total += (pending or 1) * _SCALES[ch]
            pending = 0
    return Decimal(total + pending)


def _amount(value: Decimal, unit: str) -> str:
    """Return a difference in the words of the plan: 1.07亿元, 5个百分点."""
    if unit == "%":
        return f"{value.normalize():f}个百分点"
    scale = next((scale for scale in ("亿", "万") if value >= _SCALES[scale]), "")
    return f"{(value / _SCALES.get(scale, 1)).normalize():f}{scale}{unit}"
