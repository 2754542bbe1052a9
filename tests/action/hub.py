"""GitHub as the program `gh` shows it: one pull request with its comments, in a folder."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

BOT = "github-actions[bot]"
_PAGE = 2  # comments on a page, so that few of them fill several

_GH = f"""#!{sys.executable}
import json, sys
from pathlib import Path

state = Path(__file__).with_name("hub.json")
hub = json.loads(state.read_text())
asked = sys.argv[1:]
given = json.loads(sys.stdin.read())["body"] if asked[-2:] == ["--input", "-"] else None
asked = asked[:-2] if given is not None else asked
if hub["locked"] and "--method" in asked:
    print("HTTP 403", file=sys.stderr)
    raise SystemExit(1)
repository = "repos/someone/somewhere"
comments = f"{{repository}}/issues/{{hub['pull']['number']}}/comments"

def ends(*answer):
    state.write_text(json.dumps(hub))
    print(*(json.dumps(one) for one in answer))
    raise SystemExit

def place(url):
    found = [at for at, one in enumerate(hub["comments"]) if url == f"{{repository}}/issues/comments/{{one['id']}}"]
    return found[0]

match asked:
    case ["api", url] if url == f"{{repository}}/pulls/{{hub['pull']['number']}}":
        ends(hub["pull"])
    case ["api", "--paginate", "--slurp", url] if url == f"{{comments}}?per_page=100":
        every = hub["comments"]
        ends([every[at : at + {_PAGE}] for at in range(0, len(every), {_PAGE})] or [[]])
    case ["api", "--method", "POST", url] if url == comments:
        hub["wrote"].append("POST")
        hub["comments"].append({{"id": 1000 + len(hub["wrote"]), "user": {{"login": "{BOT}"}}, "body": given}})
        ends(hub["comments"][-1])
    case ["api", "--method", "PATCH", url]:
        hub["wrote"].append("PATCH")
        hub["comments"][place(url)]["body"] = given
        ends(hub["comments"][place(url)])
    case ["api", "--method", "DELETE", url]:
        hub["wrote"].append("DELETE")
        del hub["comments"][place(url)]
        ends()
print("HTTP 404", asked, file=sys.stderr)
raise SystemExit(1)
"""


@dataclass(frozen=True)
class Hub:
    """What is there, and what was written."""

    folder: Path  # with the program

    @property
    def comments(self) -> list[tuple[str, str]]:
        """Who says what."""
        return [((one["user"] or {}).get("login", ""), one["body"]) for one in self._state["comments"]]

    @property
    def wrote(self) -> list[str]:
        return list(self._state["wrote"])

    @property
    def _state(self) -> dict[str, Any]:
        return json.loads((self.folder / "hub.json").read_text())  # type: ignore[no-any-return]


def start(folder: Path, pull: dict[str, Any], *comments: tuple[str, str], locked: bool = False) -> Hub:
    """A GitHub with one pull request and these comments, each by its login; the empty login is somebody who left."""
    folder.mkdir(parents=True, exist_ok=True)
    there = [
        {"id": 11 + at, "user": {"login": login} if login else None, "body": body}
        for at, (login, body) in enumerate(comments)
    ]
    (folder / "hub.json").write_text(json.dumps({"pull": pull, "comments": there, "wrote": [], "locked": locked}))
    (folder / "gh").write_text(_GH)
    (folder / "gh").chmod(0o755)
    return Hub(folder)
