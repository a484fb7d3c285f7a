"""Every compiled pattern of the package outside the window works in linear time, whatever stands in a file.

Growth is asserted, not seconds: text of twice the length may cost about twice the time. The lengths are doubled step
by step, so that a pattern of quadratic cost is caught long before it costs minutes.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _parser as sre_parser  # type: ignore[attr-defined]

import pytest

import planner

ROOT = Path(planner.__file__).parent
OUTSIDE = ("planner.ui", "planner.app", "planner.__main__")
SHORTEST, LONGEST = 390, 50_000
MEASURABLE = 0.004
MOST_GROWTH = 3.5

SHAPES = {
    "blanks": " ",
    "tabs": "\t",
    "wide blanks": "　",
    "line feeds": "\n",
    "opening brackets": "（",
    "brackets": "（教育局）",
    "hanzi": "教",
    "figures": "1",
    "han figures": "十",
    "number marks": "1.",
    "points": "、",
    "names": "教育局、",
    "places": "市、县",
    "every": "各",
    "and so on": "等",
    "quotes": "“《",
    "labels": "责任单位：教育局 ",
    "verbs": "牵头负责",
    "years": "2020年 ",
    "days": "年月日",
    "figures and blanks": "1 ",
    "dashes": "- ",
    "latin": "a",
}


def module_names() -> list[str]:
    return [found.name for found in pkgutil.walk_packages(planner.__path__, "planner.") if _counts(found.name)]


def _counts(name: str) -> bool:
    return not any(name == outside or name.startswith(outside + ".") for outside in OUTSIDE)


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _patterns_in(part, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for key, part in value.items():
            yield from _patterns_in(key, depth + 1)
            yield from _patterns_in(part, depth + 1)


def _only_anchored(name: str, sources: str) -> bool:
    """Tell whether the variable `name` is only ever used with `match` and `fullmatch`, which try one place."""
    uses = set(re.findall(rf"\b{name}\.([a-z]+)\b", sources))
    return bool(uses & {"match", "fullmatch"}) and not uses & {"search", "sub", "finditer", "findall", "split"}


def _literal_patterns(source: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that stand in calls such as `re.search(r"…", text)`."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr != "escape"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield re.compile(node.args[0].value)


@dataclass(frozen=True, slots=True)
class Held:
    """A pattern and whether the package searches with it, or only ever tries it at one place."""

    pattern: re.Pattern[str]
    anchored: bool


def package_patterns() -> dict[str, Held]:
    """Return every pattern once, named by a module that holds it."""
    found: dict[tuple[str, int], tuple[str, Held]] = {}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py")))
    for name in module_names():
        module = importlib.import_module(name)
        own = Path(module.__file__ or "").read_text(encoding="utf-8")
        for variable, value in vars(module).items():
            for pattern in _patterns_in(value):
                held = Held(pattern, _only_anchored(variable, own if variable.startswith("_") else sources))
                found.setdefault((pattern.pattern, pattern.flags), (f"{name}.{variable}", held))
        for pattern in _literal_patterns(own):
            found.setdefault((pattern.pattern, pattern.flags), (f"{name}: {pattern.pattern}", Held(pattern, False)))
    return dict(found.values())


PATTERNS = package_patterns()


def _scan(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _try_at_start(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def _cost(work: Callable[[re.Pattern[str], str], None], pattern: re.Pattern[str], text: str, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work(pattern, text)
        best = min(best, time.process_time() - started)
    return best


def too_fast_growth(held: Held, shape: str) -> str | None:
    """Return how the cost grew where twice the text cost clearly more than twice the time, else None."""
    pattern = held.pattern
    for work in (_try_at_start,) if held.anchored else (_try_at_start, _scan):
        length = SHORTEST
        before = float("inf")
        while length <= LONGEST:
            text = (shape * (length // len(shape) + 1))[:length] + "x"
            cost = _cost(work, pattern, text, 1)
            if cost > max(MEASURABLE, MOST_GROWTH * before):  # once more and with care: the machine may have paused
                before = _cost(work, pattern, text[: length // 2] + "x", 3)
                cost = _cost(work, pattern, text, 3)
                if cost > max(MEASURABLE, MOST_GROWTH * before):
                    return f"{length} characters cost {cost / before:.1f} times half of them"
            before = cost
            length *= 2
    return None


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_is_linear(name: str) -> None:
    slow = {shape: how for shape, text in SHAPES.items() if (how := too_fast_growth(PATTERNS[name], text))}
    assert not slow


def test_patterns_of_the_importer_and_of_the_core_are_found() -> None:
    modules = {name.split(":")[0].rpartition(".")[0] for name in PATTERNS}
    assert {"planner.importing.lines", "planner.importing.heads", "planner.core.unit_names"} <= modules


def test_quadratic_pattern_is_caught() -> None:
    quadratic = re.compile(r"\s+z")
    assert too_fast_growth(Held(quadratic, anchored=False), SHAPES["blanks"])
    assert too_fast_growth(Held(quadratic, anchored=True), SHAPES["blanks"]) is None


def _gives_way(parsed: object) -> bool:
    """Tell whether a possessive repeat holds more than one character, or a group is atomic.

    Python before 3.11.5 matches half of such a group (python/cpython #106052).
    """
    for operation, value in parsed:  # type: ignore[attr-defined]
        name = str(operation)
        if name == "ATOMIC_GROUP" or (
            name == "POSSESSIVE_REPEAT"
            and [str(kind) for kind, _ in value[2]] not in (["IN"], ["LITERAL"], ["ANY"], ["NOT_LITERAL"])
        ):
            return True
        inner = (
            [value] if isinstance(value, sre_parser.SubPattern) else value if isinstance(value, tuple | list) else []
        )
        for one in inner:
            nested = one if isinstance(one, list) else [one]
            if any(isinstance(part, sre_parser.SubPattern) and _gives_way(part) for part in nested):
                return True
    return False


def test_no_group_is_possessive() -> None:
    found = [name for name, held in PATTERNS.items() if _gives_way(sre_parser.parse(held.pattern.pattern))]
    assert found == []
    assert _gives_way(sre_parser.parse("x(?:ab;)++"))
    assert not _gives_way(sre_parser.parse("x[ab]++(?:c|d*)+"))
