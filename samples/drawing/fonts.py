"""The fonts, by the Debian package that brings them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/usr/share/fonts")


@dataclass(frozen=True)
class Family:
    """A font family for PDF pages; files are relative to the system's font folder."""

    name: str
    regular: str
    bold: str
    italic: str
    package: str

    def file(self, style: str) -> Path:
        """The file for the style ``""``, ``"B"`` or ``"I"``."""
        return ROOT / {"": self.regular, "B": self.bold, "I": self.italic}[style]


def _family(name: str, stem: str, package: str, ends: tuple[str, ...] = ("-Regular", "-Bold", "-Italic")) -> Family:
    regular, bold, italic = (f"truetype/{stem}{end}.ttf" for end in ends)
    return Family(name, regular, bold, italic, package)


LATO = _family("Lato", "lato/Lato", "fonts-lato")
CARLITO = _family("Carlito", "crosextra/Carlito", "fonts-crosextra-carlito")
OPEN_SANS = _family("OpenSans", "open-sans/OpenSans", "fonts-open-sans")
SANS = _family("LiberationSans", "liberation/LiberationSans", "fonts-liberation")
SERIF = _family("LiberationSerif", "liberation/LiberationSerif", "fonts-liberation")
MONO = _family("LiberationMono", "liberation/LiberationMono", "fonts-liberation")
NARROW = _family("LiberationSansNarrow", "liberation/LiberationSansNarrow", "fonts-liberation")
DEJAVU = _family("DejaVu", "dejavu/DejaVuSans", "fonts-dejavu-core", ("", "-Bold", "-Oblique"))
WAREE = _family("Waree", "tlwg/Waree", "fonts-tlwg-waree-ttf", ("", "-Bold", "-Oblique"))
ZENHEI = Family("ZenHei", *["truetype/wqy/wqy-zenhei.ttc"] * 3, "fonts-wqy-zenhei")
ROBOTO = _family("Roboto", "roboto/unhinted/RobotoTTF/Roboto", "fonts-roboto-unhinted")

AGAVE = ROOT / "truetype/agave/agave-r-autohinted.ttf"
TERMINAL = ROOT / "truetype/3270/3270-Regular.ttf"
INCONSOLATA = ROOT / "truetype/inconsolata/Inconsolata.otf"
COURIER = ROOT / "opentype/courier-prime/Courier Prime Code.otf"
TYPEWRITER = ROOT / "truetype/liberation/LiberationMono-Regular.ttf"
DEJAVU_MONO = ROOT / "truetype/dejavu/DejaVuSansMono.ttf"
NARROW_BOLD = ROOT / "truetype/liberation/LiberationSansNarrow-Bold.ttf"
SANS_BOLD = ROOT / "truetype/liberation/LiberationSans-Bold.ttf"
SANS_REGULAR = ROOT / "truetype/liberation/LiberationSans-Regular.ttf"
SERIF_BOLD_ITALIC = ROOT / "truetype/liberation/LiberationSerif-BoldItalic.ttf"
PEN = ROOT / "truetype/rufscript/Rufscript010.ttf"

PACKAGES = (
    "fonts-3270",
    "fonts-agave",
    "fonts-courier-prime",
    "fonts-crosextra-carlito",
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
    "fonts-inconsolata",
    "fonts-lato",
    "fonts-liberation",
    "fonts-open-sans",
    "fonts-roboto-unhinted",
    "fonts-rufscript",
    "fonts-tlwg-waree-ttf",
    "fonts-wqy-zenhei",
)


def missing() -> list[Path]:
    """The font files that this machine lacks."""
    families = (LATO, CARLITO, OPEN_SANS, SANS, SERIF, MONO, NARROW, DEJAVU, WAREE, ZENHEI, ROBOTO)
    files = [family.file(style) for family in families for style in ("", "B", "I")]
    files += [value for value in globals().values() if isinstance(value, Path) and value != ROOT]
    return [file for file in files if not file.exists()]
