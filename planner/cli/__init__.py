"""The commands of the program over the same services as the window, without Qt.

Messages go to standard error in Chinese, results to standard output; the exit statuses are those of `core.errors`.
"""

from planner.cli.main import main

__all__ = ["main"]
