"""Who is given a part in the change: each edit while they are few, else all edits of a file together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.review import EditKind, Method, Player
from decide.review.lattice import MOST, all_states
from decide.studies.reviewing.cases import Cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from decide.model.review import Edit

_NAMES_ONLY = {EditKind.OPTION_RENAMED, EditKind.CRITERION_RENAMED, EditKind.PROFILE_RENAMED}


@dataclass(frozen=True)
class Table:
    """The players around a table, and how they are dealt with."""

    players: tuple[Player, ...]
    method: Method

    @property
    def all(self) -> NDArray[np.bool_]:
        """Every combination of players."""
        return all_states(len(self.players))

    def cases(self, states: NDArray[np.bool_]) -> Cases:
        """States of players as states of their edits."""
        owner = [place for place, player in enumerate(self.players) for _ in player.edits]
        return Cases(states[:, owner], [edit for player in self.players for edit in player.edits])


def seated(edits: Iterable[Edit], profile: str) -> Table:
    """The players in what a change did under a profile."""
    counted = [one for one in edits if one.profile in {"", profile} and one.kind not in _NAMES_ONLY]
    if len(counted) <= MOST:
        return Table(tuple(Player(str(one.number), (one.number,)) for one in counted), Method.EXACT)
    files: dict[str, list[int]] = {}
    for one in counted:
        files.setdefault(one.file, []).append(one.number)
    players = tuple(Player(file, tuple(numbers)) for file, numbers in files.items())
    return Table(players, Method.BY_FILE if len(players) <= MOST else Method.SAMPLED)
