"""The middle of the print dialog: the choices of the chosen document, the rare ones folded, and its named formats."""

from dataclasses import fields, replace
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from planner.core.filtering import ItemFilter
from planner.reports.request import PrintRequest, Report
from planner.reports.table import PageChoices
from planner.ui.dialogs.print_fields import BESIDE_LABEL, BETWEEN_ROWS, BoxField, Field, TextField, label_width
from planner.ui.dialogs.print_form import CHOSEN, OF_ANY_YEAR, REST, Form, form_of, is_bound, papers_of
from planner.ui.dialogs.print_formats import FormatsButton
from planner.ui.dialogs.print_meeting import ChecklistField, MeetingField
from planner.ui.dialogs.print_memory import Choices, PrintMemory
from planner.ui.dialogs.print_pick import PickField
from planner.ui.dialogs.print_source import PrintSource, SubjectChoice
from planner.ui.icons import icon

A3 = "P4"
FOLD_SIZE = 14
NO_EARLIER = "没有可以对照的计划。\n导入新稿时选“作为新版本”，这里就列出两稿分工的不同。"
ASK_EARLIER = "请在“与它相比”里选原来的那份计划，这里就列出两份的不同。"
PAGE = frozenset(field.name for field in fields(PageChoices))
LEADING = ("layout", "checklist", "others")
ELSEWHERE = frozenset({"earlier", "others"})
SHARED = ("stage_mark", "as_of", "bureau", "title")  # said once for all documents of an evening


class PrintOptions(QWidget):
    """Tells when a choice was made. `show_report` puts the choices of another document here; nothing chosen is lost."""

    changed = Signal()

    def __init__(self, source: PrintSource, memory: PrintMemory, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._memory = memory
        self._session: dict[str, Choices] = {}
        self._kept_names: dict[str, frozenset[str]] = {}
        self._shared: Choices = _stored_filter(source.chosen)
        self._sheet: QWidget | None = None
        self._paper_before = ""
        self._is_filling = False
        self._form = Form((), (), ())
        self._forms: list[QFormLayout] = []
        self._folds: list[QToolButton] = []
        self.report: Report | None = None
        self.last_stop: QWidget = self
        self.formats = FormatsButton(memory, self)
        self.formats.wanted.connect(self._apply)
        self.formats.asked.connect(self._keep_format)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.formats)

    def preset(self, report: str, choices: Choices) -> None:
        """Let a document be shown with these choices, the rest as it was last time."""
        if choices:
            self._session[report] = {**self._memory.choices(report), **choices}

    def show_report(self, report: Report) -> None:
        """Show the choices of a document, as they were left or as they were last time."""
        self._remember()
        self.report = report
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = QWidget(self)
        self._form = form_of(report, self._source, self._sheet)
        self._lay_out(self._sheet)
        self._column.addWidget(self._sheet)
        self._fill(self._session.get(report.name) or self._memory.choices(report.name))
        for field in self._form.fields:
            field.changed.connect(lambda field=field: self._changed(field))
        self.formats.show_report(report.name)
        self._order_tabs()

    def request(self) -> PrintRequest:
        """Return what is to be printed."""
        if self.report is None:
            return PrintRequest()
        values = {field.name: field.value for field in self._form.fields if self._applies(field)}
        chosen = {name.removeprefix(CHOSEN): values.pop(name) for name in list(values) if name.startswith(CHOSEN)}
        page = {name: values.pop(name) for name in list(values) if name in PAGE}
        own = {name: value for name, value in values.items() if name not in ELSEWHERE}
        if chosen.get("units") == ():
            chosen.pop("role", None)
        base = self._source.rest if chosen.pop("rest", False) else ItemFilter()
        if chosen.get("units"):
            chosen["reach"] = self._source.chosen.reach
        return replace(
            PrintRequest(report=self.report.name),
            chosen=base.having(**chosen),
            page=replace(PageChoices(), **page),
            **own,
        )

    @property
    def question(self) -> str:
        """What the clerk has to choose before there is anything to print, if so."""
        earlier = self.field("earlier")
        if not isinstance(earlier, BoxField) or earlier.value is not None:
            return ""
        return ASK_EARLIER if earlier.values[1:] else NO_EARLIER

    def subject_choice(self) -> SubjectChoice:
        """Return which plans it is printed from beside the one on show."""
        earlier, others = self.field("earlier"), self.field("others")
        of_any_year = self.report is not None and self.report.name in OF_ANY_YEAR
        return SubjectChoice(earlier.value if earlier else None, bool(others and others.value), of_any_year)

    def field(self, name: str) -> Field | None:
        """Return the choice of that name, if the document has it."""
        return next((field for field in self._form.fields if field.name == name), None)

    @property
    def profile(self) -> str:
        """The paper chosen."""
        field = self.field("profile")
        if field is None:
            return self.report.layouts[0].profiles[0] if self.report and self.report.layouts else ""
        return str(field.value or "")

    @property
    def can_a3(self) -> bool:
        """Whether the document can be had on A3."""
        field = self.field("profile")
        return isinstance(field, BoxField) and A3 in field.values

    def toggle_a3(self) -> None:
        """Take A3, or the paper from before."""
        field = self.field("profile")
        if not isinstance(field, BoxField):
            return
        if field.value == A3:
            usual = [value for value in field.values if value != A3]
            field.choose(self._paper_before if self._paper_before in usual else (usual or [A3])[0])
        else:
            self._paper_before = str(field.value)
            field.choose(A3)

    def choose_units(self, units: tuple[str, ...]) -> None:
        """Choose the units whose lists are wanted, from all plans of the year."""
        field, others = self.field("units"), self.field("others")
        if isinstance(field, PickField):
            field.choose(units)
        if isinstance(others, BoxField):
            others.choose(True)

    def hurry(self) -> None:
        """Take what is just being typed."""
        for field in self._form.fields:
            if isinstance(field, TextField):
                field.hurry()

    def keep(self) -> None:
        """Remember the choices for the next time."""
        self._remember()
        for report, choices in self._session.items():
            kept = {name: value for name, value in choices.items() if name in self._kept_names.get(report, ())}
            if kept != self._memory.choices(report):
                self._memory.keep(report, kept)

    # Filling and laying out

    def _remember(self) -> None:
        if self.report is None:
            return
        stored = {field.name: field.stored for field in self._form.fields if field.stored is not None}
        self._session[self.report.name] = stored
        self._kept_names[self.report.name] = frozenset(field.name for field in self._form.fields if field.is_kept)
        for name in {field.name for field in self._form.fields}:
            if name in SHARED or name.startswith(CHOSEN):
                self._shared[name] = stored.get(name)

    def _fill(self, choices: Choices) -> None:
        self._is_filling = True
        for name in LEADING:  # others depend on them
            field = self.field(name)
            if field is not None:
                field.recall(choices.get(name))
                self._adjust(field)
        for field in self._form.fields:
            shared = field.name in self._shared and (field.name in SHARED or field.name.startswith(CHOSEN))
            if field.name not in LEADING:
                field.recall(self._shared[field.name] if shared else choices.get(field.name))
        self._is_filling = False
        self._show_what_applies()
        if self._chosen_fields():
            self._folds[0].setChecked(True)

    def _apply(self, choices: Choices) -> None:
        """Take the choices of a named format, or the usual ones; what belongs to this plan stays."""
        self._remember()
        if self.report is None:
            return
        own = {field.name for field in self._form.fields if not field.is_kept}
        session = self._session[self.report.name]
        self._shared.pop("bureau", None)
        self._fill({**choices, **{name: value for name, value in session.items() if name in own}})
        self.changed.emit()

    def _keep_format(self, name: str) -> None:
        kept = {field.name: field.stored for field in self._form.fields if field.is_kept and field.stored is not None}
        if self.report is not None:
            self._memory.keep_format(self.report.name, name, kept)

    def _changed(self, field: Field) -> None:
        if self._is_filling:
            return
        self._adjust(field)
        self._show_what_applies()
        self.changed.emit()

    def _adjust(self, field: Field) -> None:
        """Let the choices follow that depend on another: paper on layout, the head of a checklist on its template."""
        paper, meeting = self.field("profile"), self.field("meeting")
        if field.name == "layout" and isinstance(paper, BoxField) and self.report is not None:
            paper.offer(papers_of(self.report, str(field.value)))
        units = self.field("units")
        if field.name == "others" and isinstance(units, PickField):
            source = self._source
            units.offer((lambda: source.units_of_all) if field.value else (lambda: source.units))
        if isinstance(field, ChecklistField) and isinstance(meeting, MeetingField):
            meeting.show_labels(field.value.head if field.value else ())

    def _applies(self, field: Field) -> bool:
        bound = is_bound(self.profile)
        if field.name in ("first_page", "mark"):
            return bound
        if field.name in ("numbering", "shaded"):
            return not bound
        if field.name == f"{CHOSEN}role":
            units = self.field(f"{CHOSEN}units")
            return bool(units and units.value)
        if field.name == "since":
            only = self.field("only")
            return only is None or only.value in {"done", "missing"}
        return True

    def _show_what_applies(self) -> None:
        for form in self._forms:
            for field in self._form.fields:
                if form.indexOf(field.editor) >= 0:
                    form.setRowVisible(field.editor, self._applies(field))
        count = len(self._chosen_fields())
        self._folds[0].setText(f"只印一部分（{count}）" if count else "只印一部分")

    def _chosen_fields(self) -> list[Field]:
        return [
            field
            for field in self._form.filters
            if (field.value if field.name == REST else field.stored is not None) and self._applies(field)
        ]

    def _lay_out(self, sheet: QWidget) -> None:
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._folds = []
        self._forms = [self._rows(self._form.main, sheet)]
        column.addLayout(self._forms[0])
        for words, group in (("只印一部分", self._form.filters), ("更多", self._form.more)):
            inner = QWidget(sheet)
            form = self._rows(group, inner)
            inner.setLayout(form)
            inner.hide()
            button = fold(words, inner, sheet)
            button.setVisible(bool(group))
            column.addWidget(button)
            column.addWidget(inner)
            self._forms.append(form)
            self._folds.append(button)

    def _order_tabs(self) -> None:
        """Let Tab go through the choices as they stand."""
        groups = (self._form.main, self._form.filters, self._form.more)
        stops: list[QWidget] = [self.formats.button, self.formats.name]
        for place, group in enumerate(groups):
            stops += [self._folds[place - 1]] if place else []
            for field in group:
                stops += _stops(field.editor)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self.last_stop = stops[-1]

    def _rows(self, group: tuple[Field, ...], parent: QWidget) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(BETWEEN_ROWS)
        form.setHorizontalSpacing(BESIDE_LABEL)
        for field in group:
            if not field.label:
                form.addRow(field.editor)
                continue
            label = QLabel(field.label, parent)
            label.setBuddy(_stops(field.editor)[0])
            label.setMinimumWidth(label_width(self))
            form.addRow(label, field.editor)
        return form


def _stops(editor: QWidget) -> list[QWidget]:
    """Return where Tab stops in an editor: at itself, or at its parts where it has several."""
    if not isinstance(editor.layout(), QLayout):
        return [editor]
    parts = editor.findChildren(QWidget)
    return [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is editor.window()]


def fold(words: str, inner: QWidget, parent: QWidget) -> QToolButton:
    """Return the button that shows and hides `inner`."""
    button = QToolButton(parent)
    button.setObjectName("fold")
    button.setText(words)
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(FOLD_SIZE, FOLD_SIZE))
    button.setIcon(icon("chevron-right"))

    def turn(shown: bool) -> None:
        inner.setVisible(shown)
        button.setIcon(icon("chevron-down" if shown else "chevron-right"))

    button.toggled.connect(turn)
    return button


def _stored_filter(chosen: ItemFilter) -> Choices:
    """Return the filter of the window as the fields keep it."""
    found: Choices = {
        "units": list(chosen.units),
        "role": chosen.role,
        "sections": list(chosen.sections),
        "statuses": list(chosen.statuses),
        "due_by": chosen.due_by.isoformat() if chosen.due_by else None,
        "text": chosen.text,
    }
    return {f"{CHOSEN}{name}": value for name, value in found.items() if value}
