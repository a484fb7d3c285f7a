"""Set up and run or test the program with nothing but a Python: `python3 dev.py run`, `python3 dev.py test`.

The virtual environment is made with the standard library and filled by plain pip, so whatever index, proxy or
certificate the machine's pip is told about is honoured. A stamp is written last: an interrupted set-up has none and is
repaired by the next call. This file imports nothing but the standard library.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
OUTPUT = ROOT / "output"
SAMPLE = ROOT / "resources" / "samples" / "sample-plan.txt"

# What Qt's wheels expect of the system, and the Debian packages that bring it: without a screen, and for a screen.
OFFSCREEN_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

USAGE = """\
python3 dev.py run [ARGUMENTS]   open the window; with arguments, pass them to the command line
python3 dev.py test [ARGUMENTS]  everything that CI checks; with arguments, pytest alone with them
python3 dev.py bench             the benchmarks, as ratios
python3 dev.py soak [ARGUMENTS]  the reliability goals with their large figures, which it prints
python3 dev.py windows [PART]    build setup.exe and the portable zip for Windows (on Debian tried under Wine as well)
python3 dev.py lock              make requirements.lock anew from pyproject.toml
"""


def main(arguments: list[str]) -> int:
    """Run one of the commands of USAGE and return its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is first met with
        sys.exit("planner needs Python 3.11 or newer")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    commands = {"run": run, "test": test, "bench": bench, "soak": soak, "windows": windows, "lock": lock}
    if command not in commands:
        print(USAGE, end="")
        return 0 if command in {"", "-h", "--help"} else 2
    return commands[command](rest)


def run(arguments: list[str]) -> int:
    """Open the window, or pass `arguments` on; without a display print the sample plan's table as PDF and xlsx."""
    prepare(with_tests=False)
    if arguments or has_display():
        return call("-m", "planner", *arguments)
    print("No display here: printing the sample plan's 责任分解表 instead of opening the window.", flush=True)
    OUTPUT.mkdir(exist_ok=True)
    for kind in ("pdf", "xlsx"):
        target = OUTPUT / f"sample-breakdown.{kind}"
        status = call("-m", "planner", "print", str(SAMPLE), "--report", "breakdown", "--out", str(target))
        if status:
            return status
    return 0


def test(arguments: list[str]) -> int:
    """Run what CI runs, all of it even when one part fails; with `arguments` run pytest alone with them."""
    prepare(with_tests=True)
    if arguments:
        return call("-m", "pytest", *arguments)
    checks = {
        "ruff": ("-m", "ruff", "check", "."),
        "ruff format": ("-m", "ruff", "format", "--check", "."),
        "mypy": ("-m", "mypy"),
        "import-linter": (
            "-c",
            "from importlinter.cli import lint_imports_command as run; run(prog_name='lint-imports')",
        ),
        "pytest": ("-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"),
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if call(*command):
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Run the scripts of benchmarks/ one after the other."""
    prepare(with_tests=True)
    scripts = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    return max(call(str(script), *arguments) for script in scripts)


def soak(arguments: list[str]) -> int:
    """Run the reliability goals at length and print their figures."""
    prepare(with_tests=True)
    return call("-m", "tests.reliability", *arguments)


def windows(arguments: list[str]) -> int:
    """Build what is installed on Windows; under Debian install it under Wine, run its self-test and take it off."""
    prepare(with_tests=True)
    return call("-m", "installers.windows", *arguments)


def lock(_arguments: list[str]) -> int:
    """Resolve pyproject.toml for all supported systems into requirements.lock."""
    prepare(with_tests=True)
    call("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    resolve = (
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--extra",
        "test",
        "--no-header",
        "--no-annotate",
    )
    return call("-m", "uv", *resolve, "--no-emit-index-url", "pyproject.toml", "-o", "requirements.lock")


def prepare(*, with_tests: bool) -> None:
    """Bring the environment to the locked set; a second call does nothing."""
    import tomllib  # from 3.11 on: imported after the version was checked

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    if with_tests:
        wanted += project["optional-dependencies"]["test"]
    stamp = ENVIRONMENT / f".ready-{'test' if with_tests else 'run'}"
    parts = [sys.version, LOCK.read_text(encoding="utf-8"), *wanted]
    fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    need_system_libraries(with_screen=has_display())
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
        return
    print("Setting up .venv (a minute or two the first time) …", flush=True)
    if not environment_works():
        make_environment()
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", str(LOCK), *wanted]
    if call(*install):
        sys.exit("pip could not install the locked packages: see its message above, then run the same command again")
    stamp.write_text(fingerprint, encoding="ascii")


def environment_works() -> bool:
    """Tell whether .venv holds a Python of this version with a pip that starts."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; print(sys.version)"
    answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, encoding="utf-8", check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def make_environment() -> None:
    """Make .venv anew; Debian keeps the needed part of the standard library in a package of its own."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_packages([version], "Python's venv module is missing")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        sys.exit("the virtual environment .venv could not be made: see the message above")


def need_system_libraries(*, with_screen: bool) -> None:
    """See to it that the libraries Qt loads are on the machine (Linux only)."""
    if not sys.platform.startswith("linux"):
        return
    wanted = OFFSCREEN_LIBRARIES | (SCREEN_LIBRARIES if with_screen else {})
    missing = [package for library, package in wanted.items() if not loads(library)]
    if missing:
        install_packages(missing, "Qt needs system libraries")


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str], why: str) -> None:
    """Install Debian packages when we are root and apt is there; otherwise print the one line to run and stop."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        sudo = "" if apt and os.geteuid() == 0 else "sudo "
        sys.exit(f"{why}. Run this line, then the same command again:\n  {sudo}{' '.join(line)}")
    print(f"{why}: {' '.join(line)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(line, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        subprocess.call(["apt-get", "update"], env=quiet, stdout=subprocess.DEVNULL)
        if subprocess.call(line, env=quiet, stdout=subprocess.DEVNULL):
            sys.exit(f"{why}, and apt-get could not install them. Run this line yourself:\n  {' '.join(line)}")


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(*command: str) -> int:
    """Run the environment's Python with `command` in the checkout and return its exit status."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The caller's own folder stays current for `run`, so that relative file names mean what the caller means.
    folder = None if command[:2] == ("-m", "planner") else ROOT
    try:
        return subprocess.call([str(PYTHON), *command], cwd=folder, env=environment)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
