"""Take the pictures of the READMEs from real output.

In go the example documents; out come ``docs/images/*.png``.  Needs Chromium and a font with Chinese
characters (on Debian: ``apt-get install chromium fonts-noto-cjk``); run it when the pages' look has changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

import duixian

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "examples" / "district" / "2024-work-report.html"
REPORTS = sorted((ROOT / "examples" / "district").glob("*work-report*"))
SHOWN = "7.9%"
WIDTH, HEIGHT = 1280, 760
LEDGER_HEIGHT = 1_010
WINDOW_HEIGHT = 2_000
MARGIN = 14
COLOURS = 128
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Write the pages of the examples and photograph them."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print(f"none of {', '.join(BROWSERS)} is installed", file=sys.stderr)
        return 1
    pictures = ROOT / "docs" / "images"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        photograph(browser, page_address(folder), pictures / "page.png", profile=profile)
        photograph(browser, ledger_address(folder), pictures / "ledger.png", profile=profile, height=LEDGER_HEIGHT)
    return 0


def page_address(folder: str) -> str:
    """Write the page of the example document and return its address, with one figure chosen."""
    text = duixian.read(DOCUMENT).document.text
    start = text.index(SHOWN)
    write("read", str(DOCUMENT), "--format", "html", "-o", folder)
    return f"{Path(folder, DOCUMENT.name).as_uri()}#c{start}-{start + len(SHOWN)}"


def ledger_address(folder: str) -> str:
    """Write what came of one year's promises on transport and return the page's address."""
    page = Path(folder, "ledger.html")
    write("ledger", *map(str, REPORTS), "--year", "2024", "--topic", "transport", "--topic", "city", "-o", str(page))
    return page.as_uri()


def write(*arguments: str) -> None:
    """Run duixian."""
    subprocess.run([sys.executable, "-m", "duixian", *arguments], check=True)


def photograph(browser: str, address: str, picture: Path, *, profile: Path, height: int = HEIGHT) -> None:
    """Show a page in a window without frame and keep what is seen.

    Headless Chromium leaves as much empty at the top as the page is scrolled; the picture begins below that.
    """
    subprocess.run(
        [
            browser,
            "--headless=new",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            f"--window-size={WIDTH},{WINDOW_HEIGHT}",
            "--virtual-time-budget=5000",
            f"--screenshot={picture}",
            address,
        ],
        check=True,
        capture_output=True,
    )
    image = Image.open(picture).convert("RGB")
    empty = Image.new("RGB", image.size, image.getpixel((0, 0)))
    _, top, _, _ = ImageChops.difference(image, empty).getbbox() or (0, 0, 0, 0)
    top = max(0, top - MARGIN)
    image.crop((0, top, WIDTH, top + height)).quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
