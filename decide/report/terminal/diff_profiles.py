"""What a change did under several profiles: one line each, and the ranks that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_diff as say
from decide.report.layout import Piece, columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from decide.model.review import Move, ProfileReview
    from decide.report.layout import Line

_GAP = 2
_INDENT = 2
_LEAST_TITLE = 16
_MOST_ROWS = 30


def table(compared: list[ProfileReview], width: int) -> list[Line]:
    """A line a profile: first place, portfolio and causes; then each option that moved, with its ranks."""
    lines = [line(""), line("Profiles", "bold")]
    for number, one in enumerate(compared, 1):
        texts = [f"{number:>2}  {one.profile.title}: {_said(one)}."]
        texts += [f"    {text}" for text in _causes(one)]
        for text in texts:
            indent = _INDENT + 4
            first, *rest = paragraph(text.strip(), width - indent)
            lead = f"{number:>{_INDENT + 2}}  " if text is texts[0] else " " * indent
            head = first[0].text.removeprefix(f"{number}  ") if text is texts[0] else first[0].text
            lines.append((Piece(lead), Piece(head, "bold" if text is texts[0] and one.winner_moved else "")))
            lines += [(Piece(" " * indent), *row) for row in rest]
    return [*lines, *_ranks(compared, width)]


def _said(one: ProfileReview) -> str:
    if not say.has_moved(one):
        return "nothing moves"
    text = say.first_place(one)
    text = text[0].lower() + text[1:] if one.winner_moved or not one.ranks_moved else text
    if one.portfolio is not None and one.portfolio.moved:
        told = bool(one.portfolio.why)  # then what comes and goes stands below, with the reasons
        text += "; the portfolio changes" if told else f"; the portfolio {say.portfolio_change(one, one.portfolio)}"
    return text


def _causes(one: ProfileReview) -> list[str]:
    found = []
    if one.first is not None:
        found.append(f"First place: {say.causes(one, one.first)}.")
    if one.portfolio is not None:
        found += [f"Portfolio: {text}" for text in say.reasons(one, one.portfolio)]
    return found


def _ranks(compared: list[ProfileReview], width: int) -> list[Line]:
    options: dict[str, str] = {}
    for one in compared:
        options |= {move.option: move.title for move in one.moves if move.moved}
    if not options:
        return []
    moves = [{move.option: move for move in one.moves} for one in compared]
    head = [line("Ranks by profile", "bold"), *(line(str(number), "bold") for number in range(1, len(compared) + 1))]
    names = list(options)[:_MOST_ROWS]
    rows = [head, *([line(options[name]), *(_cell(own.get(name)) for own in moves)] for name in names)]
    natural = natural_widths(rows)
    left = width - _INDENT - sum(natural[1:]) - _GAP * len(natural)
    if left < _LEAST_TITLE:
        return [line(""), *paragraph("Ranks by profile need a wider screen, or --format markdown.", width, "dim")]
    table = columns(rows, [min(natural[0], left), *natural[1:]], set(range(1, len(head))), _GAP)
    more = [line(f"  and {len(options) - len(names)} more", "dim")] if len(options) > len(names) else []
    return [line(""), *((Piece(" " * _INDENT), *row) for row in table), *more]


def _cell(move: Move | None) -> Line:
    if move is None:
        return line("")
    text = say.rank(move).replace(" → ", "→").replace(", ", " ")
    if not move.moved:
        return line(text, "dim")
    if move.before is None or move.after is None:
        return line(text, "bold")
    return line(text, "green" if move.after.rank < move.before.rank else "red")
