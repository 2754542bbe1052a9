"""HiGHS in this process, or the CBC that comes with PuLP in one of its own: quiet, and gone when we are."""

from __future__ import annotations

import contextlib
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp
from pulp.constants import LpSolutionInfeasible, LpSolutionIntegerFeasible, LpSolutionOptimal

from decide.engine.child import Child

TOLERANCE = 1e-9  # by which HiGHS lets a variable differ from a whole number, and a sum from its limit
_TICK = 0.1  # seconds between looks at whether we are interrupted
_GRACE = 2.0  # seconds that a solver gets to end


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a solver says. `status` is PuLP's `sol_status`; its `status` calls a time limit optimal."""

    status: int
    bound: float  # on the objective; infinite where the solver does not tell

    @property
    def solved(self) -> bool:
        """The solver claims to have proved its solution best."""
        return bool(self.status == LpSolutionOptimal)

    @property
    def found(self) -> bool:
        """There is a solution to read."""
        return self.status in {LpSolutionOptimal, LpSolutionIntegerFeasible}

    @property
    def infeasible(self) -> bool:
        """The solver claims that there is none."""
        return bool(self.status == LpSolutionInfeasible)


def highs_is_here() -> bool:
    """Whether highspy can be used."""
    return bool(pulp.HiGHS(msg=False).available())


def run_highs(problem: pulp.LpProblem, seconds: float | None) -> Outcome:
    """Solve with HiGHS, on one thread and with no gap allowed."""
    options = {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0, "random_seed": 0, "threads": 1}
    options |= {"mip_feasibility_tolerance": TOLERANCE, "primal_feasibility_tolerance": TOLERANCE}
    problem.solve(_Highs(msg=False, timeLimit=seconds, **options))
    bound = math.inf
    with contextlib.suppress(AttributeError):  # `solverModel` is no part of PuLP's contract
        bound = -float(problem.solverModel.getInfo().mip_dual_bound)  # PuLP hands HiGHS a minimum
    return Outcome(problem.sol_status, bound)


class _Highs(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS, which by itself neither reacts to Ctrl-C nor ends with us."""

    def callSolver(self, lp: Any) -> None:  # noqa: ANN401, N802 - PuLP's name; its model
        solver = lp.solverModel
        solver.HandleKeyboardInterrupt = True
        try:
            solver.startSolve()
            while not solver.wait(_TICK)[0]:
                pass
        except BaseException:
            solver.cancelSolve()
            solver.wait(_GRACE)
            raise


def run_cbc(problem: pulp.LpProblem, seconds: float | None) -> Outcome:
    """Solve with the CBC that PuLP brings along, without cuts: with them it has called wrong answers optimal."""
    reader = pulp.COIN_CMD(msg=False)
    with Child() as cbc, tempfile.TemporaryDirectory(prefix="decide-") as folder:
        _, variables, constraints, _ = problem.writeMPS(str(Path(folder) / "model.mps"), rename=1)
        limit = [] if seconds is None else ["-sec", f"{seconds:g}"]
        sense = ["-max"] if problem.sense == pulp.LpMaximize else []
        # No threads: with one, some runs wake up ten seconds late.
        options = ["-cuts", "off", "-ratio", "0", "-allow", "0"]
        command = [_cbc(), "model.mps", *sense, *limit, *options, "-solve", "-printingOptions", "all"]
        code = cbc.run([*command, "-solution", "model.sol"], folder)
        solution = Path(folder) / "model.sol"
        if code != 0 or not solution.exists():
            return Outcome(pulp.LpSolutionNoSolutionFound, math.inf)
        status, values, *_, sol_status = reader.readsol_MPS(
            str(solution), problem, problem.variables(), variables, constraints
        )
    problem.assignVarsVals(values)
    problem.assignStatus(status, sol_status)
    return Outcome(sol_status, math.inf)


def _cbc() -> str:
    """The bundled program, never one that happens to stand on the path."""
    return str(pulp.PULP_CBC_CMD.pulp_cbc_path)
