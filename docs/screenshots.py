"""Take the pictures of the READMEs from real output.

In goes an example document; out come ``docs/images/*.png``.  Needs Chromium and a font with Chinese
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
SHOWN = "7.9%"
WIDTH, HEIGHT = 1280, 760
WINDOW_HEIGHT = 2_000
COLOURS = 128
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Write the page of the example and photograph it, with one figure chosen."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print(f"none of {', '.join(BROWSERS)} is installed", file=sys.stderr)
        return 1
    text = duixian.read(DOCUMENT).document.text
    start = text.index(SHOWN)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "duixian", "read", str(DOCUMENT), "--format", "html", "-o", folder]
        subprocess.run(command, check=True)
        page = Path(folder, DOCUMENT.name)
        picture = ROOT / "docs" / "images" / "page.png"
        picture.parent.mkdir(exist_ok=True)
        photograph(browser, f"{page.as_uri()}#c{start}-{start + len(SHOWN)}", picture, profile=Path(folder, "profile"))
    return 0


def photograph(browser: str, address: str, picture: Path, *, profile: Path) -> None:
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
    image.crop((0, top, WIDTH, top + HEIGHT)).quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
