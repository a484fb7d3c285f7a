"""`python -m planner`: without arguments or with files alone the window, otherwise the command line."""

import sys
from pathlib import Path

_INTERRUPTED = 130


def main() -> int:
    """Start what the arguments ask for and return the exit status."""
    try:
        return _started(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line could catch it
        print("已停止，没有留下做了一半的内容。", file=sys.stderr)
        return _INTERRUPTED


def _started(arguments: list[str]) -> int:
    if arguments == ["--read-worker"]:
        from planner.importing.reading_process import main as read_one_file

        return read_one_file()
    if arguments[:1] == ["--prove-window"] and len(arguments) == 2:
        from planner.app import prove_window

        return prove_window(Path(arguments[1]))
    if all(_is_file(word) for word in arguments):
        from planner.app import run

        return run(arguments)
    from planner.cli import main as command_line

    return command_line(arguments)


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # too long for a name
        return False


if __name__ == "__main__":
    sys.exit(main())
