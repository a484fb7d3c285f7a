"""What the clerk set right in the columns of a table, remembered for the next table with the same head.

The choice is kept in the store's settings under the words of the head, and given to the importer with its options.
"""

import hashlib
import json
from dataclasses import replace

from planner.core.draft import Source
from planner.importing import ImportOptions
from planner.importing.column_choice import table_choices
from planner.importing.columns import FIELDS
from planner.services.store import Store

_PREFIX = "columns "


def remembered_columns(store: Store, source: Source, options: ImportOptions = ImportOptions()) -> ImportOptions:
    """Return the options with the columns that were chosen before for heads of the source's tables.

    What the options already say of a column stays.
    """
    said = {words for words, _ in options.columns}
    found: dict[str, str] = {}
    for table in table_choices(source, options):
        stored = (_read(store, words) for words in table.heads)
        found |= next((pairs for pairs in stored if pairs), {})
    more = tuple((words, field) for words, field in found.items() if words not in said)
    return replace(options, columns=(*options.columns, *more)) if more else options


def remember_columns(store: Store, source: Source, options: ImportOptions) -> None:
    """Keep what the options say of the columns of the source's tables."""
    chosen = dict(options.columns)
    for table in table_choices(source, options):
        pairs = {words: chosen[words] for words in table.words if words in chosen}
        if pairs:
            store.set_setting(_key(table.words), json.dumps(pairs, ensure_ascii=False))


def _read(store: Store, head: tuple[str, ...]) -> dict[str, str]:
    text = store.setting(_key(head)) if head else None
    pairs: dict[str, str] = json.loads(text) if text else {}
    return {words: field for words, field in pairs.items() if field in FIELDS}


def _key(head: tuple[str, ...]) -> str:
    return _PREFIX + hashlib.sha256("\t".join(head).encode()).hexdigest()[:16]
