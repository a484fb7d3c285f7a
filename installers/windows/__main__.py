"""`python3 dev.py windows [PART]`: setup.exe and the portable zip for Windows."""

import subprocess
import sys
import time
import tomllib

from installers.windows import checking, fetching, packing, staging
from installers.windows.places import APP, DIST, ROOT, WHEELS_LOCK, BuildTrouble
from installers.windows.tools import FOR_BUILDING, FOR_TRYING, need

_USAGE = """\
python3 dev.py windows            build, then test
python3 dev.py windows build      setup.exe, the portable zip and SHA256SUMS in dist/
python3 dev.py windows quick      the same for trials: packed in seconds, and a third larger
python3 dev.py windows stage      the folder alone, in build/windows/app
python3 dev.py windows test       install what was built, use it and take it off (Debian: under Wine; takes minutes)
python3 dev.py windows lock       pin wheels and binaries anew from pyproject.toml and requirements.lock
"""


def main(arguments: list[str]) -> int:
    """Run one part and return the exit status."""
    parts = {"": everything, "build": build, "quick": quick, "stage": stage, "test": test, "lock": lock}
    name = arguments[0] if arguments else ""
    if name not in parts:
        print(_USAGE, end="")
        return 0 if name in {"-h", "--help"} else 2
    try:
        return parts[name]()
    except BuildTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def everything() -> int:
    """Build and test."""
    return build() or test()


def quick() -> int:
    """Build for trials."""
    return build(quickly=True)


def build(*, quickly: bool = False) -> int:
    """Build all that is handed out."""
    began = time.monotonic()
    stage()
    print("packing" if quickly else "packing (two to four minutes) …", flush=True)
    for path in (
        packing.make_portable(),
        packing.make_setup(quickly=quickly),
        packing.put_leaflet(),
        packing.write_sums(),
    ):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB", flush=True)
    print((DIST / "SHA256SUMS").read_text(encoding="ascii"), end="")
    print(f"built in {time.monotonic() - began:.0f} s")
    return 0


def stage() -> int:
    """Lay out the folder."""
    need(FOR_BUILDING)
    staging.stage()
    sizes = [path.stat().st_size for path in APP.rglob("*") if path.is_file()]
    print(f"{APP.relative_to(ROOT)}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB", flush=True)
    return 0


def test() -> int:
    """Install, use and take off what was built."""
    need(FOR_TRYING)
    return subprocess.call([sys.executable, "-m", "pytest", "-q", "-m", "slow", "tests/installers"], cwd=ROOT)


def lock() -> int:
    """Write wheels.lock and digests.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = []
    for wheel in fetching.newest_wheels(project["dependencies"]):
        name, version = wheel.name.split("-")[:2]
        lines.append(f"{name.replace('_', '-').lower()}=={version} --hash=sha256:{fetching.digest(wheel)}\n")
    head = (
        "# The wheels for win_amd64 and CPython 3.11 under the versions of requirements.lock (dev.py windows lock).\n"
    )
    WHEELS_LOCK.write_text(head + "".join(lines), encoding="utf-8", newline="\n")
    staging.lay_out()
    checking.write_digests(APP)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
