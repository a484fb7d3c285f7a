"""What the store knows of who leads what: the memory behind the grey proposals, through plain sqlite3."""

import json
import sqlite3

from planner.core.proposals import KnownItem
from planner.core.vocabulary import Role

MOST_ITEMS = 5_000
_ITEMS = """
SELECT nodes.id, nodes.title, nodes.body, coalesce(parents.title, ''), nodes.number, plans.years
FROM nodes JOIN plans ON plans.id = nodes.plan_id LEFT JOIN nodes AS parents ON parents.id = nodes.parent_id
WHERE nodes.kind <> 'section' AND nodes.id IN (SELECT node_id FROM assignments WHERE role = 'lead')
ORDER BY nodes.plan_id DESC, nodes.id LIMIT ?
"""
_UNITS = """
SELECT node_id, units.name, role FROM assignments JOIN units ON units.id = unit_id ORDER BY node_id, position
"""
_NAMES = "SELECT name FROM units WHERE NOT is_retired"


def known(connection: sqlite3.Connection) -> tuple[list[KnownItem], list[str]]:
    """Return the newest items with a lead, and the names of the register: what a memory is made of."""
    units: dict[int, dict[str, list[str]]] = {}
    for node_id, name, role in connection.execute(_UNITS):
        units.setdefault(node_id, {}).setdefault(role, []).append(name)
    items = [
        KnownItem(
            title,
            body,
            section,
            tuple(units[node_id].get(Role.LEAD, ())),
            tuple(units[node_id].get(Role.PARTNER, ())),
            _source(years, number),
        )
        for node_id, title, body, section, number, years in connection.execute(_ITEMS, (MOST_ITEMS,))
    ]
    return items, [name for (name,) in connection.execute(_NAMES)]


def _source(years: str, number: str) -> str:
    """Return where an item stands in the clerk's words: 2025年 第12条."""
    listed = json.loads(years)
    year = f"{listed[0]}年" if listed else ""
    plain = number.strip("（）().．、 ")
    return f"{year} 第{plain}条".strip() if plain else year
