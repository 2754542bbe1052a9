"""The surface that a result is laid out on: how wide, with which colours, with which signs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

ColourSystem: TypeAlias = Literal["standard", "256", "truecolor", "windows"]

# For screens that cannot show our signs; each is one character, so that columns stay in line.
_ASCII = str.maketrans(
    {"…": ".", "–": "-", "—": "-", "→": ">", "·": "-", "¶": "#", "±": "~", "×": "x", "≥": ">", "─": "-"}
)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where text will stand."""

    width: int = 100
    colours: ColourSystem | None = None
    encoding: str = "utf-8"

    def text(self, *parts: RenderableType) -> str:
        """Lay out parts one below the other.

        Texts are never read as markup, lines carry no blanks at their end, and a sign that the encoding lacks is
        replaced by a plain one.
        """
        out = io.StringIO()
        console = Console(
            file=out,
            width=self.width,
            height=25,  # with both given, Rich does not look at the environment
            color_system=self.colours,
            force_terminal=self.colours is not None,
            no_color=self.colours is None,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
        )
        for part in parts:
            console.print(part)
        text = "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
        return self.encodable(text)

    def encodable(self, text: str) -> str:
        """The text with what this screen's encoding lacks replaced."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(_ASCII).encode(self.encoding, "replace").decode(self.encoding)
        return text


def heading(words: str) -> Text:
    """A line that opens a section."""
    return Text(words, style="bold")


def dim(words: str) -> Text:
    """A line of lesser weight."""
    return Text(words, style="dim")
