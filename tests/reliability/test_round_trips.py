"""R8 on every push: fifty drafts in packages, some invented plans as tables, and packages of programs of before."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.core.package_file import read_package
from planner.services import Store
from planner.services.unpacking import unpack
from tests.reliability.round_trips import TABLES, by_chance_carried, printed
from tests.reliability.schemas import lay
from tests.services.looking import assert_sound
from tests.services.test_packing import bare

PACKAGES = Path(__file__).parent / "packages"


def test_a_plan_is_the_same_in_an_empty_store_and_nothing_is_taken_of_a_changed_package() -> None:
    assert by_chance_carried(25, 20310218) == []


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("number", [1, 20310218])
def test_a_printed_table_read_again_has_lost_nothing(number: int, kind: str) -> None:
    assert printed(number, kind)[1] == []


@pytest.mark.parametrize("path", sorted(PACKAGES.iterdir()), ids=lambda path: path.stem)
def test_a_package_of_an_older_program_is_the_plan_of_its_store(path: Path, tmp_path: Path) -> None:
    schema = int(path.stem.removeprefix("schema-"))
    with Store.open(lay(schema, tmp_path / "planner.db")) as store, Store.open(tmp_path / "n" / "planner.db") as other:
        package = read_package(path)
        plan_id = other.write("取出", lambda session: unpack(session, package, path.name)).plan_ids[0]
        assert_sound(other)
        there, here = other.snapshot(plan_id), store.snapshot(1)
        names = {unit.name for unit in there.register}
        used = tuple(unit for unit in here.register if unit.name in names)  # the rest is of the other plan
        assert bare(there) == bare(replace(here, register=used))
