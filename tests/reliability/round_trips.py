"""R8: what goes out comes back: a plan by its package to an empty store, and by the printed table as a file.

A package is the whole plan: the other store says the same of it to the last word, packs it to the same bytes, and takes
nothing of a package of which one byte was changed. A printed table (xlsx, docx) is for people: read again it has each
item in its order with every word and every unit, though a heading's number may stand elsewhere.
"""

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from planner.core.draft import DraftPlan
from planner.core.errors import InputError, StepError
from planner.core.package_file import read_package
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from planner.importing.intake import read_here
from planner.models.soundness import broken_rule
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from planner.services import Store, plans, progress
from planner.services.packing import pack
from planner.services.unpacking import unpack
from tests.importing.plans.invent import invent
from tests.reliability.nasty import NASTY, by_chance
from tests.reliability.result import Result, counted
from tests.services.looking import dump
from tests.services.strategies import drafts
from tests.services.test_packing import bare

DAY = date(2031, 6, 30)
MEMORY = Path("/dev/shm")
TABLES = ("xlsx", "docx")
_FLIPS = 5
_SOURCE = 501  # as long as the spans of a draft by chance reach
_UNSAID = re.compile(r"[\s。：:；;，,、（）()]")


@contextmanager
def two_stores() -> Iterator[tuple[Store, Store, Path]]:
    """Give a store, an empty one, and a place for a package."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        with Store.open(folder / "planner.db") as store, Store.open(folder / "other" / "planner.db") as other:
            yield store, other, folder / "包.zip"


def with_nasty_words(draft: DraftPlan, chance: random.Random) -> DraftPlan:
    """Return a draft some of whose words are nasty ones."""

    def nasty() -> str:
        return chance.choice(NASTY) if chance.random() < 0.5 else by_chance(chance)

    nodes = [
        replace(node, title=nasty(), body=nasty(), number=nasty()[:20]) if chance.random() < 0.7 else node
        for node in draft.nodes
    ]
    return replace(draft, nodes=tuple(nodes), preamble=nasty(), closing=nasty())


def carried(draft: DraftPlan, chance: random.Random) -> list[str]:
    """Carry a draft in a package to an empty store; return what is not the same there."""
    with two_stores() as (store, other, path):
        plan_id = store.write("导入", lambda session: plans.add_plan(session, draft)).plan_ids[0]
        _report(store, plan_id, chance)
        data = packed(store, plan_id)
        path.write_bytes(data)
        found = []
        package, empty = read_package(path), dump(other)
        there = other.write("取出", lambda session: unpack(session, package, path.name)).plan_ids[0]
        if (broken := other.read(broken_rule)) is not None:
            found.append(broken)
        if bare(other.snapshot(there)) != bare(store.snapshot(plan_id)):
            found.append("the plan is not the same")
        if packed(other, there) != data:
            found.append("it does not pack to the same bytes again")
        other.undo()
        if dump(other) != empty:
            found.append("undo does not take it back")
        return found + _touched(data, path, chance)


def _touched(data: bytes, path: Path, chance: random.Random) -> list[str]:
    """Change a byte, cut the end off; return what was taken all the same."""
    found = []
    for _ in range(_FLIPS):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        for what, torn in (
            (f"bit {bit} of byte {place}", data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]),
            (f"{place} bytes of {len(data)}", data[:place]),
        ):
            path.write_bytes(torn)
            try:
                read_package(path)
            except InputError:
                continue
            found.append(f"taken though changed: {what}")
    return found


def _report(store: Store, plan_id: int, chance: random.Random) -> None:
    """Let some items have a report; one that is none (a section) is passed over."""
    for node in store.snapshot(plan_id).nodes[:4]:
        entry = ProgressEntry(0, DAY, Status.GOING, chance.randint(0, 100), by_chance(chance), period="6月")
        if node.kind is not NodeKind.SECTION:
            try:
                store.write("进展", lambda session, at=node.node_id, said=entry: progress.add_entry(session, at, said))
            except StepError:
                continue


def packed(store: Store, plan_id: int) -> bytes:
    """Return a plan of a store as a package."""
    plan = store.snapshot(plan_id)
    return store.read(lambda connection: pack(connection, plan))


def by_chance_carried(count: int, seed_number: int) -> list[str]:
    """Carry `count` drafts by chance; return what was found, the smallest such draft named."""
    found: list[str] = []

    @seed(seed_number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(drafts())
    def carry(draft: DraftPlan) -> None:
        chance = random.Random(f"{seed_number} {len(found)} {draft.preamble}")
        read = replace(draft, source=replace(draft.source, text=by_chance(chance, 1).ljust(_SOURCE, "字")))
        for one in (read, with_nasty_words(read, chance)):
            found.extend(f"seed {seed_number}: {wrong}: {one!r:.300}" for wrong in carried(one, chance))

    carry()
    return found


def printed(number: int, kind: str) -> tuple[bool, list[str]]:
    """Print an invented plan as a table and read that; return whether it is the same item by item, and what is lost."""
    plan = snapshot_of_draft(parse(read_text(invent(number)[0])))
    data = catalog.render(Subject(plan), PrintRequest(report="breakdown", as_of=DAY), kind).data
    back = snapshot_of_draft(parse(read_here(data, f"表.{kind}")))
    lost = _characters(plan) - _characters(back)
    found = [f"plan {number} as {kind}: lost {''.join(sorted(lost.elements()))[:60]!r}"] if lost else []
    if [one.title for one in plan.items if one.title] and not back.items:
        found.append(f"plan {number} as {kind}: no item is read")
    return _items(plan) == _items(back), found


def _characters(plan: PlanSnapshot) -> Counter[str]:
    """Return every character that a plan's items, their steps and their units are made of."""
    words: list[str] = []
    for node in plan.nodes:
        if node.kind is not NodeKind.SECTION:  # one without an item stands in no table
            words += [node.title, node.body, *(field.text for field in node.fields)]
            words += [found.unit.name for found in node.assignments]
    return Counter(_UNSAID.sub("", "".join(words)))


def _items(plan: PlanSnapshot) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (
            _UNSAID.sub("", item.title + item.body),
            tuple(found.unit.name for found in item.leads),
            tuple(found.unit.name for found in item.partners),
        )
        for item in plan.items
    ]


def run(scale: float, seed: int) -> Result:
    """500 drafts in packages and 500 invented plans as tables at scale 1."""
    count = counted(500, scale)
    findings = by_chance_carried(count, seed)
    same, chance = 0, random.Random(seed)
    for _ in range(count):
        number = chance.randrange(1_000_000)
        for kind in TABLES:
            is_same, found = printed(number, kind)
            same += is_same
            findings += found
    return Result(
        (
            f"{2 * count} plans carried in packages, {2 * count * 2 * _FLIPS} packages changed",
            f"{count} plans printed as {' and '.join(TABLES)} and read again, {same} of {2 * count} item by item alike",
        ),
        tuple(findings),
    )
