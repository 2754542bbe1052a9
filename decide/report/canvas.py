"""The surface that a result is laid out on: how wide, with which colours, with which signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from decide.report.layout import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.report.layout import Line

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

    def text(self, lines: Iterable[Line]) -> str:
        """The lines as text.

        A line that is too wide is broken. Texts are never read as markup, lines carry no blanks at their end, and a
        sign that the encoding lacks is replaced by a plain one.
        """
        fitting = [part for line in lines for part in folded(line, self.width)]
        if self.colours is not None:
            return self.encodable(_coloured(fitting, self.colours))
        return self.encodable("".join("".join(piece.text for piece in line).rstrip() + "\n" for line in fitting))

    def encodable(self, text: str) -> str:
        """The text with what this screen's encoding lacks replaced."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(_ASCII).encode(self.encoding, "replace").decode(self.encoding)
        return text


def _coloured(lines: Iterable[Line], colours: ColourSystem) -> str:
    """The lines with their styles, as a terminal reads them."""
    from rich.color import ColorSystem  # noqa: PLC0415 - loaded only where there are colours
    from rich.style import Style  # noqa: PLC0415 - likewise

    system = ColorSystem[colours.upper() if colours != "256" else "EIGHT_BIT"]
    made: list[str] = []
    for line in lines:
        bare = "".join(piece.text for piece in line).rstrip()
        left = len(bare)
        for text, style in line:
            shown, left = text[:left], max(left - len(text), 0)
            made.append(Style.parse(style).render(shown, color_system=system) if style and shown else shown)
        made.append("\n")
    return "".join(made)
