"""What one profile says of the options: their ranks, the best portfolio, and who is first under weights near by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.additive import scores
from decide.methods.ranking import rank_options
from decide.methods.ranks import ranks
from decide.methods.value_table import value_table
from decide.robustness.admissible import bounded
from decide.robustness.sampling import uniform_weights
from decide.robustness.within import within
from decide.selection.answer import Status
from decide.studies.choosing.asked import engine_of, solved
from decide.studies.choosing.question import question
from decide.studies.choosing.whole import case_of
from decide.studies.trust.canonical import canonical
from decide.studies.trust.nearby import NEAR, SEED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.workspace.load_all import Whole
    from decide.workspace.load_rules import Case

SAMPLES = 4_096
_ROWS = 256  # samples that are ranked together
_SECONDS = 5.0  # that a solver may take


@dataclass(frozen=True)
class Best:
    """The options of a best portfolio, None where none is possible; not to be relied on where it is not proved."""

    options: tuple[str, ...] | None
    proved: bool


@dataclass(frozen=True)
class Verdicts:
    """What a profile says; each part is found out once, when it is first asked for.

    Raises
    ------
    ValueError : the files of the workspace were refused
    """

    whole: Whole
    profile: str

    @cached_property
    def _case(self) -> Case:
        return case_of(self.whole, self.profile)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each option."""
        ranking = rank_options(self._case.loaded.problem, self._case.loaded.profile)
        return {line.option.id: line.rank for line in ranking.options}

    @cached_property
    def best(self) -> Best:
        """The best portfolio under the profile and its own limits; of equals, the one that `portfolio` shows."""
        asking = question(self._case)
        answer = solved(asking.programme, 1, engine_of("auto", _SECONDS))
        options = asking.portfolio(answer.portfolios[0]).options if answer.portfolios else None
        return Best(options, proved=answer.status in {Status.OPTIMAL, Status.INFEASIBLE})

    @cached_property
    def firsts(self) -> Mapping[str, int]:
        """Under how many of `SAMPLES` weights near the profile's each option has rank 1, shared or not."""
        table = value_table(canonical(self._case.loaded.problem))
        weights = np.array([self._case.loaded.profile.weights[criterion] for criterion in table.criteria])
        drawn = uniform_weights(bounded(*within(weights, NEAR)), SAMPLES, SEED)
        counts = np.zeros(len(table.options), dtype=np.int64)
        for start in range(0, SAMPLES, _ROWS):
            counts += (ranks(scores(table.values, drawn[start : start + _ROWS])) == 1).sum(axis=0)
        return dict(zip(table.options, counts.tolist(), strict=True))
