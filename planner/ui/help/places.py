"""Which topic belongs to the place where the focus is."""

from PySide6.QtWidgets import QWidget

PROPERTY = "help_topic"
# Pages, panes and dialogs that do not say it themselves by the property.
TOPICS = {
    "PlanTree": "tree",
    "PlanList": "plans",
    "ItemPane": "item",
    "UnitLine": "unit-fields",
    "ProgressPane": "progress",
    "SourceView": "source",
    "Problems": "problems",
    "FilterField": "filter",
    "StartPage": "start-page",
    "UnitsPage": "units",
    "DuePage": "due-page",
    "RoundsPage": "rounds",
    "NewRoundDialog": "rounds",
    "ReturnsDialog": "returns",
    "UnitsDialog": "units",
    "ReviewDialog": "review",
    "AgainDialog": "version",
    "ColumnsDialog": "columns",
    "AssigningDialog": "assigning",
    "PrintDialog": "print",
    "TemplatesDialog": "checklists",
    "PickDialog": "print",
    "KeysDialog": "keys",
}


def topic_at(widget: QWidget | None) -> str:
    """Return the topic of the nearest ancestor of a widget that has one, or nothing."""
    while widget is not None:
        said = widget.property(PROPERTY)
        if said:
            return str(said)
        for kind in type(widget).__mro__:
            if kind.__name__ in TOPICS:
                return TOPICS[kind.__name__]
        widget = widget.parentWidget()
    return ""
