"""R2: every writer syncs before it names, and the store's journal goes before the store."""

import pytest

from tests.reliability.disturbed_disk import Call
from tests.reliability.durability import live_pragmas, ordered, recorded
from tests.reliability.nine_operations import MORE, NINE, Operation


@pytest.mark.parametrize("operation", [*NINE, *MORE], ids=lambda operation: operation.name)
def test_what_is_written_reaches_the_disk_before_it_counts(operation: Operation) -> None:
    order = ordered(recorded(operation))
    assert order.end() == []
    assert order.named >= 1


def test_the_live_store_commits_durably() -> None:
    assert live_pragmas() == []


T, J, S = "/f/.~planner-1-a.tmp", "/f/planner.db-journal", "/f/planner.db"


@pytest.mark.parametrize(
    "calls",
    [
        [Call("write", T), Call("replace", T, to="/f/表.pdf"), Call("fsync", "/f")],
        [Call("write", T), Call("fsync", T), Call("write", T), Call("replace", T, to="/f/表.pdf"), Call("fsync", "/f")],
        [Call("write", T), Call("fsync", T), Call("replace", T, to="/f/表.pdf")],
        [Call("write", "/f/表.pdf"), Call("fsync", "/f/表.pdf")],
        [Call("write", J), Call("write", S), Call("fsync", J), Call("fsync", S), Call("truncate", J)],
        [Call("write", J), Call("fsync", J), Call("write", S), Call("truncate", J), Call("fsync", S)],
    ],
    ids=["never synced", "synced too early", "folder", "in place", "journal late", "committed early"],
)
def test_a_wrong_order_is_seen(calls: list[Call]) -> None:
    assert ordered(calls).end() != []


def test_the_right_order_is_none() -> None:
    file = [Call("write", T), Call("fsync", T), Call("replace", T, to="/f/表.pdf"), Call("fsync", "/f")]
    store = [Call("write", J), Call("fsync", J), Call("write", S), Call("fsync", S), Call("truncate", J)]
    assert ordered([*file, *store]).end() == []
