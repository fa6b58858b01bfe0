"""Where the project's own files lie."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
ASSETS = ROOT / "assets"
PAGES = ROOT / "pages"
FONTS = PACKAGE / "static" / "fonts"
