"""Hold what is shipped to what was looked at: the digest of every binary, and the signatures that they bear."""

import re
import subprocess
from collections import Counter
from pathlib import Path

from installers.windows.fetching import digest
from installers.windows.places import DIGESTS, BuildTrouble
from installers.windows.tools import SIGNATURES, find

_BINARY = {".exe", ".dll", ".pyd"}
_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
_SIGNER = re.compile(r"Signer #0:.*?Subject:[^\n]*?CN ?= ?\"?([^\n\"]+)", re.DOTALL)
FOUNDATION = "Python Software Foundation"
# Of the runtime only these are not signed by the Foundation: Microsoft's own, and the zip, which has no signature.
_MICROSOFT = {"vcruntime140.dll", "vcruntime140_1.dll"}


def binaries(folder: Path) -> dict[str, str]:
    """Return the digest of every program file below `folder`, and of the standard library, by its name there."""
    found = [path for path in folder.rglob("*") if path.suffix in _BINARY or path.name == "python311.zip"]
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(found)}


def pinned() -> dict[str, str]:
    """Return the digests that the checkout names."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines() if DIGESTS.exists() else []
    pairs = [line.split("  ", 1) for line in lines if line and not line.startswith("#")]
    return {name: value for value, name in pairs}


def check_digests(folder: Path) -> None:
    """Refuse a binary that is not pinned, is missing or differs."""
    found, wanted = binaries(folder), pinned()
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            state = "is missing" if name not in found else "is not pinned" if name not in wanted else "differs"
            raise BuildTrouble(f"{name} {state}: see digests.txt, and `dev.py windows lock` after a look at it")
    print(f"{len(found)} binaries are the pinned ones", flush=True)


def write_digests(folder: Path) -> None:
    """Pin what lies in `folder`."""
    head = "# SHA-256 of every binary that is shipped (dev.py windows lock). A build with another one stops.\n"
    lines = "".join(f"{value}  {name}\n" for name, value in binaries(folder).items())
    DIGESTS.write_text(head + lines, encoding="utf-8", newline="\n")


def check_signatures(folder: Path) -> None:
    """Verify the Authenticode signatures, where osslsigncode is here; the runtime's must be the Foundation's."""
    program = find(SIGNATURES)
    if program is None or not _AUTHORITIES.exists():
        print("signatures not verified: no osslsigncode here (the digests hold)", flush=True)
        return
    verify = _command(program)
    signers: Counter[str] = Counter()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _BINARY):
        signer = _signer([*verify, str(path)])
        if path.parent.name == "runtime" and path.name not in _MICROSOFT and signer != FOUNDATION:
            raise BuildTrouble(f"{path.name} does not bear a valid signature of the {FOUNDATION}")
        signers[signer] += 1
    print("signatures: " + ", ".join(f"{count} {name}" for name, count in signers.most_common()), flush=True)


def _command(program: str) -> list[str]:
    """Return how a file is verified without asking anybody on the network; older versions never ask, newer when let."""
    told = subprocess.run([program, "verify", "--help"], capture_output=True, encoding="utf-8", check=False)
    silent = ["-ignore-crl"] if "-ignore-crl" in told.stdout + told.stderr else []
    return [program, "verify", *silent, "-CAfile", str(_AUTHORITIES), "-TSA-CAfile", str(_AUTHORITIES), "-in"]


def _signer(command: list[str]) -> str:
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if "No signature found" in answer.stdout + answer.stderr:
        return "unsigned"
    found = _SIGNER.search(answer.stdout)
    name = found[1].strip() if found else "unknown"
    return name if answer.returncode == 0 else f"{name} (not verified)"
