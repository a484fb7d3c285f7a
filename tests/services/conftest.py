"""A store in an empty folder, and one that holds the known world as plan 1."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.services import Store, plans
from tests.builders import sample_draft


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "planner.db") as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> Store:
    store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return store
