"""The program is killed at any moment: no acknowledged edit is lost, nothing is half done, and it opens at once."""

import json
import random
import subprocess
import sys
from pathlib import Path

from planner.services import Store, items, plans
from tests.builders import sample_draft
from tests.services.looking import assert_sound

ROOT = Path(__file__).parents[2]
KILLS = 20

# Each turn is one step that touches several tables; its number stands in the body of node 2 and in the step's name.
WRITER = """
import json, sys
from pathlib import Path
from planner.services import Store, items
from planner.core.vocabulary import NodeKind
from tests.builders import big_draft
from planner.services import plans

def edit(number):
    def step(session):
        items.set_body(session, 2, str(number))
        return items.add_node(session, 1, NodeKind.ITEM, 1, None, f"任务{number}")
    return step

store = Store.open(Path(sys.argv[1]))
first = int(store.snapshot(1).by_id[2].body or 0) + 1
print("ready", flush=True)
for number in range(first, first + 100_000):
    if number % 7 == 0:
        store.write(f"导入{number}", lambda session: plans.add_plan(session, big_draft(20)))
    store.write(f"改{number}", edit(number))
    if number % 5 == 0:
        assert store.undo() and store.redo()
    print(json.dumps(number), flush=True)
"""


def test_no_acknowledged_edit_is_lost_and_nothing_is_half_done(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.write("清空", lambda session: items.set_body(session, 2, "0"))
    chance = random.Random(20310218)
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = max(acknowledged, _write_and_kill(path, chance.randint(0, 25), chance.random() * 0.01))
        with Store.open(path) as store:
            assert_sound(store)
            stored = int(store.snapshot(1).by_id[2].body)
            assert acknowledged <= stored <= acknowledged + 1
            names = [node.title for node in store.snapshot(1).children[1]]
            assert names[:stored] == [f"任务{number}" for number in range(stored, 0, -1)]
            assert all(plan.item_count == 20 for plan in store.plans()[1:])
    assert acknowledged > KILLS
    assert not list(tmp_path.glob("*.tmp*"))


def _write_and_kill(path: Path, after: int, delay: float) -> int:
    """Start the writer, kill it some moment behind its `after`-th word, and return the last number it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "ready\n"
        last = 0
        for _ in range(after):
            last = json.loads(writer.stdout.readline())
        try:
            writer.wait(delay)
        except subprocess.TimeoutExpired:
            writer.kill()
        for line in writer.stdout.read().split():
            last = json.loads(line)
    finally:
        writer.kill()
        writer.stdout.close()
        writer.wait()
    return last
