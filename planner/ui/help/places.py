"""Which topic belongs to the place where the focus is."""

from PySide6.QtWidgets import QWidget

PROPERTY = "help_topic"
# Pages, panes and dialogs that do not say it themselves by the property.
TOPICS = {
    "PlanTree": "tree",
    "PlanList": "plans",
    "ItemPane": "item",
    "UnitLine": "unit-fields",
    "TargetsSection": "targets",
    "DutiesSection": "deadlines",
    "ProgressPane": "progress",
    "HistoryPane": "history",
    "SourceView": "source",
    "Checks": "checks",
    "Problems": "problems",
    "FilterField": "filter",
    "FilterPanel": "filter",
    "FilterChips": "filter",
    "StartPage": "start-page",
    "UnitsPage": "units",
    "DuePage": "due-page",
    "RoundsPage": "rounds",
    "NewRoundDialog": "rounds",
    "ReturnsDialog": "returns",
    "UnitsDialog": "units",
    "BulkUnitsDialog": "bulk-units",
    "ReviewDialog": "review",
    "AgainDialog": "version",
    "ColumnsDialog": "columns",
    "AssigningDialog": "assigning",
    "PrintDialog": "print",
    "PackageDialog": "package",
    "PickDialog": "print",
    "TemplatesDialog": "checklists",
    "PlanCustomsDialog": "plan-customs",
    "SettingsDialog": "settings",
    "BackupsDialog": "backups",
    "StepsDialog": "undo",
    "KeysDialog": "keys",
}
# What is told where the focus is at no place of its own: on the bars around a page.
OF_PAGES = {"start": "start-page", "plan": "tree", "units": "units", "due": "due-page", "rounds": "rounds"}


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
