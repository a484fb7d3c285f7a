"""The state of an open review: its draft, its questions and the one on show; each gesture is kept. No widgets."""

from collections import Counter
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from planner.core.asking import answered_question, ask, closed_doubts, open_questions
from planner.core.draft import DraftPlan, Fault
from planner.core.draft_edits import Edit
from planner.core.errors import PlannerError
from planner.core.questions import Question, Register
from planner.core.review import Gesture, Review, key_of
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft
from planner.core.vocabulary import Severity
from planner.services import Store
from planner.services.records import UnitRecord
from planner.services.review_names import register_of
from planner.services.reviews import OpenReview, begin, written
from planner.services.unit_search import UnitSearch


class ReviewDesk(QObject):
    """Holds an `OpenReview`. `changed` tells that anything of it did, `refused` that a gesture made no sense."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, on_desk: OpenReview, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.on_desk = on_desk
        self.questions: tuple[Question, ...] = ()
        self.open_keys: frozenset[str] = frozenset()
        self.key = ""
        self._asked: dict[str, Question] = {}
        self._recall()
        self._refresh()
        self._stay_or_go_on()
        self.keep(whole=True)

    @property
    def review(self) -> Review:
        """The review itself."""
        return self.on_desk.review

    @property
    def draft(self) -> DraftPlan:
        """The draft as it stands."""
        return self.review.draft

    @property
    def snapshot(self) -> PlanSnapshot:
        """The draft as the panes show it, with the doubts that are not settled."""
        return self._snapshot

    @property
    def current(self) -> Question | None:
        """The question on show; None when nothing is open."""
        return next((found for found in self.questions if found.key == self.key), None)

    @property
    def is_open(self) -> bool:
        """Whether the question on show still waits for its answer."""
        return self.key in self.open_keys

    @property
    def place(self) -> int:
        """Where the question on show stands in the queue, from 0."""
        return next((at for at, found in enumerate(self.questions) if found.key == self.key), -1)

    @property
    def open_count(self) -> int:
        """How many questions wait."""
        return len(self.open_keys)

    @property
    def choice(self) -> int:
        """Which answer the question on show got, counted from 1; 0 while it waits."""
        return 0 if self.is_open else self.review.answers.get(self.key, 0)

    @property
    def notes(self) -> tuple[Fault, ...]:
        """The doubts that need no answer."""
        return tuple(fault for fault in self.draft.faults if fault.severity is Severity.NOTE)

    @cached_property
    def _register(self) -> Register:
        return self._store.read(register_of)

    def unit_search(self) -> UnitSearch:
        """Return what an editor offers: the register with its aliases, and what this plan names, its units first."""
        here = Counter(found.unit for node in self.draft.nodes for found in node.assignments)
        listed = self._store.units()
        known = {name: unit.unit_id for unit in listed for name in (unit.name, *unit.aliases)}
        new = [UnitRecord(-place, name, (), 0) for place, name in enumerate(here, start=1) if name not in known]
        uses = {unit.unit_id: here[unit.name] for unit in new}
        return UnitSearch((*new, *listed), uses | {known[name]: count for name, count in here.items() if name in known})

    def year(self) -> int | None:
        """Return the year the plan is for, if it is one."""
        years = self.draft.head.years
        return years[0] if len(years) == 1 else None

    def answer(self, choice: int) -> None:
        """Answer the question on show by one of its proposals and go on."""
        question = self.current
        if question is None or not 1 <= choice <= len(question.answers):
            return
        if self.is_open:
            done = self._do(question.answered(choice))
        else:
            done = self._answer_anew(question, choice)
        if done:
            self._go_on(question)
            self.changed.emit()

    def accept(self) -> None:
        """Keep the present reading and go on; at a question that is answered, only go on to one that waits."""
        question = self.current
        if self.is_open:
            self.answer(1)
        elif question is not None:
            self._go_on(question)
            self.changed.emit()

    def step(self, offset: int) -> None:
        """Go to the next question or the one before, open or not, round and round."""
        if self.questions:
            place = self.place
            at = (place + offset) % len(self.questions) if place >= 0 or offset > 0 else len(self.questions) - 1
            self.go(self.questions[at].key)

    def go(self, key: str) -> None:
        """Show a question."""
        if key != self.key:
            self.key = key
            self.changed.emit()

    def do(self, name: str, *edits: Edit) -> bool:
        """Do edits under a name; false when they made no sense."""
        done = self._do(Gesture(name, edits))
        if done:
            self._stay_or_go_on()
            self.changed.emit()
        return done

    def undo(self) -> Gesture | None:
        """Take back the last gesture; the question it answered is shown again."""
        gesture = self.review.undo()
        if gesture is not None:
            self._travelled(gesture)
        return gesture

    def redo(self) -> Gesture | None:
        """Do again what was taken back last."""
        gesture = self.review.redo()
        if gesture is not None:
            self._travelled(gesture)
        return gesture

    def read_anew(self, read: OpenReview) -> None:
        """Go on with the source read in another way; edits that still fit are done again."""
        review = self.review.rebased(read.review.base)
        self.on_desk = replace(self.on_desk, options=read.options, review=review)
        self._asked.clear()
        self._recall()
        self._refresh()
        self._stay_or_go_on()
        self.keep(whole=True)
        self.changed.emit()

    def reader(self, **options: object) -> "OpenReview":
        """Read the source with other options; takes as long as parsing and may run in the worker."""
        return begin(self.on_desk.source, replace(self.on_desk.options, **options))  # type: ignore[arg-type]

    def finished(self) -> DraftPlan:
        """Return the draft as it is to be stored."""
        return self.review.finished(closed_doubts(self.draft))

    def keep(self, *, whole: bool = False) -> None:
        """Write the review down."""
        kept = written(self.on_desk, self.open_count, whole=whole)
        try:
            review_id = self._store.keep_review(kept, only_edits=not whole)
        except PlannerError as error:
            self.refused.emit(error)
            return
        if not self.on_desk.review_id:
            self.on_desk = replace(self.on_desk, review_id=review_id)

    def _do(self, gesture: Gesture) -> bool:
        try:
            self.review.do(gesture)
        except PlannerError as error:
            self.refused.emit(error)
            return False
        self._refresh()
        self.keep()
        return True

    def _answer_anew(self, question: Question, choice: int) -> bool:
        """Put another answer in place of the one a question got."""
        again = self.review.without(question.key)
        asked = ask(again.draft, self._register, again.settled, again.single)
        fresh = next((found for found in asked if found.key == question.key), None)
        if fresh is None or choice > len(fresh.answers):
            return False
        self.on_desk = replace(self.on_desk, review=again)
        return self._do(fresh.answered(choice))

    def _travelled(self, gesture: Gesture) -> None:
        self._refresh()
        self.keep()
        if any(found.key == gesture.question for found in self.questions):
            self.key = gesture.question
        else:
            self._stay_or_go_on()
        self.changed.emit()

    def _stay_or_go_on(self) -> None:
        if self.current is None:
            self.key = next((found.key for found in self.questions if found.key in self.open_keys), "")

    def _go_on(self, question: Question) -> None:
        """Show the next open question behind this one, else the first that is open, else none."""
        rank = (question.weight, question.start or 0, question.key)
        waiting = [found for found in self.questions if found.key in self.open_keys]
        behind = [found for found in waiting if (found.weight, found.start or 0, found.key) > rank]
        self.key = (behind or waiting)[0].key if waiting else ""

    def _recall(self) -> None:
        """Bring back the questions that were answered before the review was left."""
        if self.review.gestures:
            for key in self.review.answers:
                found = answered_question(self.review, key, self._register)
                if found is not None:
                    self._asked[key] = found

    def _refresh(self) -> None:
        waiting = open_questions(self.review, self._register)
        self._asked.update({found.key: found for found in waiting})
        self.open_keys = frozenset(found.key for found in waiting)
        answered = [
            self._asked[key]
            for key in self.review.answers
            if key in self._asked and key not in self.open_keys and key not in self.review.single
        ]
        both = [*waiting, *answered]
        self.questions = tuple(sorted(both, key=lambda found: (found.weight, found.start or 0, found.key)))
        done = self.review.settled | closed_doubts(self.draft)
        waiting_faults = tuple(fault for fault in self.draft.faults if key_of(fault) not in done)
        self._snapshot = snapshot_of_draft(replace(self.draft, faults=waiting_faults))
