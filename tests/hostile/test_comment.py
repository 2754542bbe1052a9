"""Names that mean harm in the comment of a pull request, rows D08 to D12 and D16 to D18."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

import decide
from decide.report.as_markdown.diff import render
from tests.diff.repositories import start, write
from tests.workspaces import ALPHA, BETA, CRITERIA, EVEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

CASES: tuple[()] = ()
NO_COUNTERPART = (
    ("D16", "what the action writes: tests/action/test_steps.py"),
    ("D17", "what the workflows run: tests/action/test_safety.py"),
)
JOINER = "\u2060"
MARKER = "<!-- decide:diff workspace=. -->"
ALLOWED = {
    "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "strong", "details", "summary", "sub", "ul", "li",
}  # fmt: skip
NAMES = {
    "d08-pipe": "a | b",
    "d08-escaped-pipe": "a \\| b \\",
    "d08-backtick": "`a | b`",
    "d09-mention": "@finance-team",
    "d09-issue": "closes #4, fixes GH-12 and o/r#7",
    "d09-entity": "&#64;finance-team &lt;b&gt;",
    "d09-address": "https://github.com/o/r/issues/1 www.example.org",
    "d10-image": "![x](http://tracker.example/x.png)",
    "d10-link": "[x](javascript:alert(1))",
    "d10-reference": "[x]: http://tracker.example",
    "d10-html-image": "<img src=http://tracker.example/x.png>",
    "d11-details-close": "</details></summary></table>",
    "d11-script": "<script>alert(1)</script>",
    "d12-marker": "<!-- decide:diff workspace=. -->",
    "d12-comment-end": "--> <!--",
    "d12-list": "- one",
    "d12-number": "1. one",
    "d12-heading": "# one",
    "d12-rule": "---",
    "d12-formula": "$x$ and $$y$$",
    "d12-footnote": "[^1]",
    "d12-emphasis": "*a* _b_ ~~c~~",
}


class Page(HTMLParser):
    """What a page shows: its tags, the cells of each row, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.rows: list[list[str]] = []
        self.text = ""
        self.comments: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes what it did not open"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def shown(text: str) -> Page:
    """The comment as a forge would show it."""
    return Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def comment(name: str, root: Path, weights: str) -> str:
    """The comment on a change where everything is called so."""
    before = {
        "criteria.yaml": CRITERIA.replace("title: Effect", f"title: {quoted(name)}"),
        "options/alpha.yaml": ALPHA.replace("Alpha", quoted(name)),
        "options/beta.yaml": BETA,
        "weights/even.yaml": EVEN.replace("Even", quoted(name)),
        "weights/other.yaml": EVEN.replace("Even", f"{quoted(name)}").replace("effect: 50", "effect: 30"),
        "expectations.yaml": "version: 1\nexpectations:\n"
        f"  - {{option: alpha, top: 1, reason: {quoted(name)}, owner: {quoted(name)}}}\n",
    }
    start(root, before)
    write(root, {"options/alpha.yaml": before["options/alpha.yaml"].replace("80", "10")}, {})
    return render(decide.diff(root, weights=weights))


@pytest.mark.parametrize("weights", ["even", "all"])
@pytest.mark.parametrize("case", NAMES)
def test_a_hostile_name(case: str, weights: str, tmp_path: Path) -> None:
    name = NAMES[case]
    text = comment(name, tmp_path, weights)
    page = shown(text)
    assert page.tags <= ALLOWED
    assert page.attributes <= {"style"}  # how a column is set
    assert page.comments == [MARKER.removeprefix("<!--").removesuffix("-->")]
    assert page.open == []
    assert text.count(MARKER) == 1
    assert text.startswith(MARKER)
    widths = {len(row) for row in page.rows}
    assert widths <= {3, 4, 5, 6}
    assert name in page.text.replace(JOINER, "")
    for call in (r"@[a-zA-Z]", r"#[0-9]", r"\bGH-[0-9]", r"https?:/", r"www\.[a-z]"):
        assert not re.search(call, page.text), call


def test_d08_every_row_has_the_cells_of_its_head(tmp_path: Path) -> None:
    page = shown(comment("a | b \\| c", tmp_path / "once", "even"))
    tables = re.findall(r"<table>.*?</table>", MarkdownIt("commonmark").enable("table").render(
        comment("x | y", tmp_path / "again", "even")
    ), re.DOTALL)  # fmt: skip
    assert len(tables) == 3
    for table in tables:
        assert len({len(row) for row in Page(table).rows}) == 1
    assert any("a | b \\| c" in cell for row in page.rows for cell in row)


def test_d08_a_newline_in_a_name_is_refused(tmp_path: Path, run: Run) -> None:
    start(tmp_path, {"criteria.yaml": CRITERIA, "options/alpha.yaml": ALPHA, "weights/even.yaml": EVEN})
    write(tmp_path, {"options/alpha.yaml": ALPHA.replace("Alpha", '"a\\n| b"')}, {})
    result = run("diff", "--format", "markdown", cwd=tmp_path)
    assert result.returncode == 3
    assert shown(result.stdout).tags <= ALLOWED


@pytest.mark.parametrize("case", ["d11-details-close", "d12-marker", "d10-image", "d08-pipe"])
def test_d12_marker_forgery_in_what_cannot_be_read(case: str, tmp_path: Path, run: Run) -> None:
    start(tmp_path, {"criteria.yaml": CRITERIA, "options/alpha.yaml": ALPHA, "weights/even.yaml": EVEN})
    write(tmp_path, {"options/alpha.yaml": f"version: 1\ntitle: A\n{quoted(NAMES[case])}: 3\n"}, {})
    result = run("diff", "--format", "markdown", cwd=tmp_path)
    page = shown(result.stdout)
    assert page.tags <= ALLOWED
    assert len(page.comments) == 1
    assert {len(row) for row in page.rows} == {3}


def test_d12_a_folder_named_like_the_end_of_a_comment(tmp_path: Path, run: Run) -> None:
    start(tmp_path, {f"--&gt; x/{name}": text for name, text in {
        "criteria.yaml": CRITERIA, "options/alpha.yaml": ALPHA, "options/beta.yaml": BETA, "weights/even.yaml": EVEN,
    }.items()})  # fmt: skip
    result = run("diff", "--format", "markdown", cwd=tmp_path / "--&gt; x")
    assert result.stdout.startswith("<!-- decide:diff workspace=--_gt__x -->\n")


def test_d18_comment_too_long(tmp_path: Path, run: Run) -> None:
    long = "An option with a very long name that says at length what is to be done, number"
    files: dict[str, str | None] = {"criteria.yaml": CRITERIA, "weights/even.yaml": EVEN}
    for number in range(700):
        performance = f"{{effect: {number % 100}, price: {(number * 37) % 500}}}"
        files[f"options/o{number}.yaml"] = f"version: 1\ntitle: {long} {number}\nperformance: {performance}\n"
    for number in range(40):
        files[f"weights/p{number}.yaml"] = EVEN.replace("effect: 50", f"effect: {number + 1}")
    start(tmp_path, files)
    write(tmp_path, {"options/o5.yaml": str(files["options/o5.yaml"]).replace("effect: 5,", "effect: 100,")}, {})
    for weights in ("even", "all"):
        text = run("diff", "--no-portfolio", "--format", "markdown", "-w", weights, cwd=tmp_path).stdout
        assert len(text.encode()) <= 60_000
        assert re.search(r"and [0-9,]+ more", text)
        assert text.rstrip().endswith("</sub>")
        assert shown(text).open == []
