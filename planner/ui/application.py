"""The application of Qt with its translation, font and style."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from planner.ui.look import note_system_scheme, use_readable_font


def make_application() -> QApplication:
    """Return the application with its translation, font and style."""
    existing = QApplication.instance()
    # The style by argument: QApplication.setStyle would make PySide build QStyle's hundreds of enumeration members.
    app = existing if isinstance(existing, QApplication) else QApplication(["planner", "-style", "Fusion"])
    app.setApplicationName("planner")
    app.setApplicationDisplayName("")
    if app is existing:
        app.setStyle("Fusion")
    note_system_scheme(app)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
        app.installTranslator(translator)
    QLocale.setDefault(QLocale("zh_CN"))
    use_readable_font(app)
    if app is not existing:
        app.aboutToQuit.connect(_empty_a_clipboard_of_its_own)
    return app


def _empty_a_clipboard_of_its_own() -> None:
    """Without a screen the clipboard is in Qt alone: it would outlive Python, and the program would fall at its end."""
    if QApplication.platformName() == "offscreen":
        QApplication.clipboard().clear()
