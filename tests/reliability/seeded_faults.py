"""The faults of R24: what could be dropped or twisted in the program, each with the test that must notice.

`was` stands once in the file; `becomes` takes its place in a copy of the package. Nothing here ever touches the
checkout.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeededFault:
    """One fault: what it is, where, and the test that catches it."""

    name: str
    file: str
    was: str
    becomes: str
    caught_by: str
    is_slow: bool = False


_ATOMIC = "planner/core/atomic_file.py"
_CONNECTION = "planner/models/connection.py"
_SOUNDNESS = "planner/models/soundness.py"
_RUNNER = "planner/models/migrations/runner.py"
_JOURNAL = "planner/services/journal.py"
_STORE = "planner/services/store.py"
_PACKAGE = "planner/core/package_file.py"
_RETURNS = "planner/core/return_comparing.py"

FAULTS = (
    SeededFault(
        "a file is renamed before it reached the disk",
        _ATOMIC,
        "        stream.flush()\n        _sync(stream.fileno())\n",
        "        stream.flush()\n",
        "tests/reliability/test_borders.py::test_bytes_reach_the_disk_before_the_name_and_then_the_name",
    ),
    SeededFault(
        "the new name does not reach the disk",
        _ATOMIC,
        "    sync_folder(path.parent)\n\n\n@contextmanager",
        "\n\n@contextmanager",
        "tests/reliability/test_borders.py::test_bytes_reach_the_disk_before_the_name_and_then_the_name",
    ),
    SeededFault(
        "a file is not proved",
        _ATOMIC,
        "        if verify is not None:\n            verify(temporary)\n",
        "",
        "tests/core/test_atomic_file.py::test_a_file_that_fails_its_proof_changes_nothing",
    ),
    SeededFault(
        "a file held for a moment is given up at once",
        _ATOMIC,
        "_TRIES = 10",
        "_TRIES = 1",
        "tests/core/test_atomic_file.py::test_a_target_that_is_let_go_of_in_time_is_replaced",
    ),
    SeededFault(
        "a half written file is left lying",
        _ATOMIC,
        "                left.unlink(missing_ok=True)",
        "                left.exists()",
        "tests/core/test_atomic_file.py::test_a_half_written_file_is_removed",
    ),
    SeededFault(
        "a link is replaced by a file",
        _ATOMIC,
        "return path.resolve() if path.is_symlink() else path",
        "return path",
        "tests/core/test_atomic_file.py::test_a_link_stays_a_link",
    ),
    SeededFault(
        "a commit does not wait for the disk",
        _CONNECTION,
        '("synchronous", "FULL", 2)',
        '("synchronous", "OFF", 0)',
        "tests/models/test_connection.py::test_durability_is_what_the_rules_ask_for",
    ),
    SeededFault(
        "commits lie in a file beside the store",
        _CONNECTION,
        '("journal_mode", "TRUNCATE", "truncate")',
        '("journal_mode", "WAL", "wal")',
        "tests/models/test_connection.py::test_durability_is_what_the_rules_ask_for",
    ),
    SeededFault(
        "references are not watched",
        _CONNECTION,
        '("foreign_keys", "ON", 1)',
        '("foreign_keys", "OFF", 0)',
        "tests/services/test_store.py::test_a_broken_reference_is_refused_at_the_end_of_the_step",
    ),
    SeededFault(
        "a pragma that did not take is passed over",
        _CONNECTION,
        "        if took != expected:",
        "        if False:",
        "tests/models/test_connection.py::test_a_pragma_that_does_not_take_is_not_passed_over",
    ),
    SeededFault(
        "a torn store is opened",
        _SOUNDNESS,
        '    if connection.execute(f"PRAGMA {word}(1)").fetchone()[0] != "ok":',
        "    if not word:",
        "tests/models/test_connection.py::test_an_index_that_lost_a_row_is_found_after_a_start_that_was_not_closed",
    ),
    SeededFault(
        "references that lead nowhere are not looked for at the start",
        _SOUNDNESS,
        '    return connection.execute("PRAGMA foreign_key_check").fetchone() is None',
        "    return bool(word)",
        "tests/models/test_connection.py::test_a_reference_that_leads_nowhere_is_found_at_the_start",
    ),
    SeededFault(
        "the rules of the rows are not looked at at the start",
        _CONNECTION,
        "    if broken_rule(connection) is not None:",
        "    if broken_rule is None:",
        "tests/models/test_connection.py::test_rows_that_break_a_rule_are_found_at_the_start",
    ),
    SeededFault(
        "a store of a newer program is opened",
        _CONNECTION,
        "    if schema_version(connection) > newest:",
        "    if schema_version(connection) > newest + 9:",
        "tests/reliability/test_schemas.py::test_a_newer_store_is_refused_with_nothing_changed",
    ),
    SeededFault(
        "anybody's database is opened",
        _CONNECTION,
        'if glance.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:',
        "if not APPLICATION_ID:",
        "tests/models/test_connection.py::test_the_database_of_another_program_is_left_alone",
    ),
    SeededFault(
        "a migration is no transaction",
        _RUNNER,
        '    connection.execute("BEGIN IMMEDIATE")\n',
        "",
        "tests/models/test_migrations.py::test_a_migration_that_fails_leaves_the_old_store",
    ),
    SeededFault(
        "a migration that failed is not rolled back",
        _RUNNER,
        "        connection.rollback()\n",
        '        connection.execute("COMMIT")\n',
        "tests/models/test_migrations.py::test_a_migration_that_fails_leaves_the_old_store",
    ),
    SeededFault(
        "no copy before a migration",
        _RUNNER,
        "    if found and missing and path is not None:",
        "    if not missing and path is not None:",
        "tests/reliability/test_schemas.py::test_a_store_of_its_time_opens_as_it_was_and_can_be_undone",
    ),
    SeededFault(
        "a released migration was changed",
        "planner/models/migrations/m0002_register.py",
        '    "UPDATE units SET print_order = id",',
        "    \"UPDATE units SET print_order = id, name = trim(name, '股')\",",
        "tests/reliability/test_schemas.py::test_a_store_of_its_time_opens_as_it_was_and_can_be_undone",
    ),
    SeededFault(
        "a migration forgets a column",
        "planner/models/migrations/m0002_register.py",
        'SELECT id, unit_id, name, match_key FROM unit_aliases"',
        'SELECT id, unit_id, match_key, match_key FROM unit_aliases WHERE id > 1"',
        "tests/reliability/test_schemas.py::test_a_store_of_its_time_opens_as_it_was_and_can_be_undone",
    ),
    SeededFault(
        "an old program's steps are done again with the columns of then",
        _JOURNAL,
        "        if not missing:\n",
        "        if True:\n",
        "tests/reliability/test_schemas.py::test_a_store_of_its_time_opens_as_it_was_and_can_be_undone",
    ),
    SeededFault(
        "a transaction that failed is committed",
        _STORE,
        "                self._connection.rollback()\n                raise\n",
        '                self._connection.execute("COMMIT")\n                raise\n',
        "tests/reliability/test_borders.py::test_what_fails_in_a_plain_transaction_leaves_nothing",
    ),
    SeededFault(
        "a step begins no transaction",
        "planner/models/engine.py",
        '        begun.exec_driver_sql("BEGIN IMMEDIATE")',
        "        del begun",
        "tests/services/test_store.py::test_a_step_that_raises_leaves_nothing_and_the_next_one_is_journalled",
    ),
    SeededFault(
        "rows that go are not journalled",
        _JOURNAL,
        '_EVENTS = ("UPDATE", "DELETE")',
        '_EVENTS = ("UPDATE",)',
        "tests/services/test_store.py::test_rows_written_and_deleted_below_the_session_are_journalled",
    ),
    SeededFault(
        "what was undone stays behind a new step",
        _JOURNAL,
        '        if self.next_to("redo"):',
        "        if False:",
        "tests/services/test_store.py::test_a_write_cuts_off_what_was_undone",
    ),
    SeededFault(
        "a journal that does not fit is applied",
        _JOURNAL,
        "        if done != len(going) + len(coming) + len(images.changed):",
        "        if False:",
        "tests/reliability/test_borders.py::test_a_journal_that_does_not_fit_the_rows_is_refused_and_leaves_nothing",
    ),
    SeededFault(
        "siblings are not counted anew",
        "planner/services/items.py",
        "    tree.renumber(rest)\n",
        "",
        "tests/services/test_items.py",
    ),
    SeededFault(
        "of two parts of a merged unit both stay",
        "planner/services/merging.py",
        "                if spare is not stays:",
        "                if False:",
        "tests/services/test_merging.py::test_of_a_double_in_one_node_the_lead_stays",
    ),
    SeededFault(
        "a returned row goes by its number alone",
        _RETURNS,
        "        if by_id is not None and (_agrees(task, by_id) or not task):",
        "        if by_id is not None:",
        "tests/services/test_returns.py::test_ids_slipped_by_a_row_are_a_doubt_and_go_by_the_words",
    ),
    SeededFault(
        "newer words are overwritten unasked",
        _RETURNS,
        "    if now[column] != before[column]:",
        "    if False:",
        "tests/services/test_returns.py::test_what_changed_in_the_plan_since_it_was_sent_is_not_overwritten_unasked",
    ),
    SeededFault(
        "an empty cell erases",
        _RETURNS,
        "    if not new[column]:",
        "    if False:",
        "tests/services/test_returns.py::test_an_empty_cell_never_erases_unasked_but_does_when_told",
    ),
    SeededFault(
        "a package is not summed",
        _PACKAGE,
        "    if hashlib.sha256(data[:-_SUM]).hexdigest().encode() != data[-_SUM:]:",
        "    if not data:",
        "tests/services/test_packing.py::test_every_changed_byte_is_noticed",
    ),
    SeededFault(
        "a package may swell",
        _PACKAGE,
        "            if left < 0:",
        "            if False:",
        "tests/services/test_packing.py::test_a_package_that_swells_is_stopped",
    ),
    SeededFault(
        "a newer package is taken",
        _PACKAGE,
        "    if version > VERSION:",
        "    if version > VERSION + 9:",
        "tests/reliability/test_borders.py::test_a_newer_form_of_package_is_refused",
    ),
    SeededFault(
        "text of a sheet may be a formula to a spreadsheet",
        "planner/reports/workbook/looks.py",
        "        cell.quotePrefix = look.quoted",
        "        cell.quotePrefix = False",
        "tests/reports/test_xlsx.py::test_text_stays_text_whatever_it_begins_with",
    ),
    SeededFault(
        "a text that looks like an escape is one",
        "planner/reports/workbook/markup.py",
        '        return escape(_LOOKS_ESCAPED.sub("_x005F_", bare))',
        "        return escape(bare)",
        "tests/reliability/test_spreadsheets.py::test_nasty_texts_stay_text_in_every_table_and_are_read_back_the_same",
        is_slow=True,
    ),
    SeededFault(
        "the parts of a package may be any number of bytes",
        "planner/importing/readers/package.py",
        "                    if self._inflated > MOST_BYTES:",
        "                    if False:",
        "tests/reliability/test_borders.py::test_parts_of_an_office_file_are_counted_while_they_swell",
    ),
    SeededFault(
        "names of units are compared as they are typed",
        "planner/services/wording.py",
        '    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).strip()',
        "    return name",
        "tests/services/test_assignments.py::test_names_are_compared_as_the_clerk_sees_them",
    ),
    SeededFault(
        "control characters come into the store",
        "planner/services/wording.py",
        "    if _CONTROL.search(text):",
        "    if False:",
        "tests/services/test_items.py",
    ),
    SeededFault(
        "backups go by the clock",
        "planner/core/backups.py",
        "    order = sorted(backups, key=lambda backup: backup.sequence, reverse=True)",
        "    order = sorted(backups, key=lambda backup: backup.made_at, reverse=True)",
        "tests/core/test_backups.py::test_a_wrong_clock_never_costs_the_newest",
    ),
    SeededFault(
        "a copy is not proved",
        "planner/models/copying.py",
        "        if dict(_counted(copy)) != counts:",
        "        if False:",
        "tests/models/test_migrations.py::test_a_copy_that_is_not_the_same_stops_the_migration",
    ),
    SeededFault(
        "the reading process may take all memory",
        "planner/importing/reading_process.py",
        "        **({resource.RLIMIT_AS: most} if pages else {}),\n",
        "",
        "tests/importing/test_isolation.py::test_the_process_has_its_limits",
    ),
    SeededFault(
        "a connection holds no lock of its own",
        _CONNECTION,
        '("locking_mode", "EXCLUSIVE", "exclusive")',
        '("locking_mode", "NORMAL", "normal")',
        "tests/models/test_connection.py::test_durability_is_what_the_rules_ask_for",
    ),
    SeededFault(
        "what the clerk erased stays in the file",
        _CONNECTION,
        '("secure_delete", "ON", 1)',
        '("secure_delete", "OFF", 0)',
        "tests/reliability/test_borders.py::test_what_was_deleted_cannot_be_read_out_of_the_file",
    ),
    SeededFault(
        "what is put somewhere comes first there",
        "planner/services/tree.py",
        "    ordered = [*nodes[:place], *new, *nodes[place:]]",
        "    ordered = [*new, *nodes]",
        "tests/reliability/test_editing.py",
        is_slow=True,
    ),
    SeededFault(
        "a unit's second share is left out when nodes are joined",
        "planner/services/items.py",
        "        if (found.unit_id, found.role) in known:",
        "        if found.unit_id in {unit for unit, _ in known}:",
        "tests/reliability/test_editing.py",
        is_slow=True,
    ),
    SeededFault(
        "a section's units are not passed on",
        "planner/services/assignments.py",
        "    for heir in session.exec(query).all():",
        "    for heir in session.exec(query).all()[:0]:",
        "tests/services/test_assignments.py",
    ),
    SeededFault(
        "rows are packed in another order",
        "planner/services/packing.py",
        'ORDER BY id", (self._plan.plan_id,)',
        'ORDER BY id DESC", (self._plan.plan_id,)',
        "tests/reliability/test_round_trips.py::test_a_plan_is_the_same_in_an_empty_store_and_nothing_is_taken_of_a_changed_package",
        is_slow=True,
    ),
    SeededFault(
        "an unpacked plan is not looked through",
        "planner/services/unpacking.py",
        "            if self._run(wrong, (plan_id, length)).fetchone() is not None:",
        "            if not length:",
        "tests/services/test_packing.py::test_a_forged_package_is_refused_as_a_whole",
    ),
    SeededFault(
        "a unit is found in a package by its name alone",
        "planner/services/unpacking.py",
        'filter(None, (unit["name"], unit.get("full_name", ""), *unit.get("aliases", ())))',
        '[unit["name"]]',
        "tests/services/test_packing.py::test_units_are_found_by_every_name_and_what_is_there_stays_as_it_is",
    ),
    SeededFault(
        "characters that no font has are left out silently",
        "planner/reports/fonts.py",
        'MISSING = "□"',
        'MISSING = " "',
        "tests/reports/test_pdf.py::test_a_character_without_a_font_is_drawn_as_a_box_and_told",
    ),
    SeededFault(
        "control characters go into a workbook",
        "planner/reports/workbook/markup.py",
        '        bare = _CONTROL.sub("", text)',
        "        bare = text",
        "tests/reports/test_xlsx.py::test_control_characters_are_dropped_and_told",
    ),
    SeededFault(
        "a full disk is a fault of the program",
        "planner/models/troubles.py",
        "    sqlite3.SQLITE_FULL: StoreDiskFull,\n",
        "",
        "tests/services/test_store.py::test_a_full_disk_leaves_the_store_as_it_was",
    ),
    SeededFault(
        "an empty file is a new store",
        _CONNECTION,
        "    if path.stat().st_size == 0:",
        "    if False:",
        "tests/models/test_connection.py::test_an_empty_file_is_a_lost_store_and_no_new_one",
    ),
    SeededFault(
        "a backup of what is torn thins the good ones out",
        "planner/services/safekeeping.py",
        "                check_pages(self._connection, self._path, thorough=True)\n",
        "                pass\n",
        "tests/services/test_backups.py::test_a_torn_store_is_told_by_the_backup_and_thins_nothing_out",
    ),
    SeededFault(
        "a name that is taken is called free",
        "planner/core/atomic_file.py",
        "    while os.path.lexists(candidate):",
        "    while False:",
        "tests/core/test_atomic_file.py::test_free_name_counts_up",
    ),
    SeededFault(
        "what a kill left is never swept",
        "planner/core/atomic_file.py",
        "                    Path(entry.path).unlink()",
        "                    pass",
        "tests/core/test_atomic_file.py::test_what_a_process_that_is_gone_left_is_swept_at_once",
    ),
    SeededFault(
        "a document of the clerk stays in the temporary folder after a kill",
        "planner/core/private_folders.py",
        "                if folder != but and _is_forgotten(folder):",
        "                if False:",
        "tests/importing/test_isolation.py::test_what_a_killed_program_left_is_removed_at_the_next_start",
    ),
    SeededFault(
        "the copy of before the last upgrade is thinned out",
        "planner/core/backups.py",
        "    kept = set(order[:1] + upgrade)",
        "    kept = set(order[:1])",
        "tests/core/test_backups.py::test_the_backup_before_the_last_upgrade_stays",
    ),
    SeededFault(
        "a backup that was not made is said to be",
        "planner/services/safekeeping.py",
        "                made = self._made(reason, only_steps=only_steps)",
        "                made = None",
        "tests/reliability/test_busy_targets.py",
        is_slow=True,
    ),
)
