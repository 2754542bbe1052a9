"""`python -m tests.diff.pictures FOLDER`: the pictures of docs/review.md, printed anew."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

from tests.conftest import PROGRAM
from tests.diff.example import make

_LOOKS = """
body { font: 14px/1.5 'Liberation Sans', Arial, sans-serif; width: 900px; margin: 20px; color: #1f2328 }
table { border-collapse: collapse; margin: 0 0 16px; font: inherit }
td, th { border: 1px solid #d1d9e0; padding: 5px 12px }
tr:nth-child(2n) { background: #f6f8fa }
code { background: #eff1f3; padding: .15em .3em; border-radius: 5px; font: 12px monospace }
h3 { font-size: 18px }
"""


def page(comment: str) -> str:
    """A comment as a forge would show it."""
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(comment)
    return f"<!doctype html><meta charset='utf-8'><style>{_LOOKS}</style>{shown}"


def picture(html: Path, png: Path, height: int) -> None:
    """A page as a picture, by a browser without a screen."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    size = f"--window-size=940,{height}"
    subprocess.run([*command, size, f"--screenshot={png}", html.as_uri()], check=True, capture_output=True)


def main(folder: Path) -> None:
    """Print both comments."""
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory() as work:
        root = Path(work, "case")
        root.mkdir()
        make(root)
        for name, weights, height in (("review-comment", "hawkish", 760), ("review-all", "all", 1020)):
            command = [PROGRAM, "diff", "main", "--weights", weights, "--format", "markdown"]
            text = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
            html = Path(work, f"{name}.html")
            html.write_text(page(text), encoding="utf-8")
            picture(html, folder / f"{name}.png", height)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
