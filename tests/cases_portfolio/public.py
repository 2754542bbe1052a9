"""Run every case of a folder through the files and the command line, and say of each what was checked.

    python -m tests.cases_portfolio.public FOLDER

This is for cases whose data may not be copied: they stay in their folder, and pytest does not collect this file. Each
line is one question about a case: its name, whether the program agrees with the source, what was asked, and the engines
that answered. Any NO ends in exit code 1.

The program has one value, so a second objective to be maximised is stated as a cost of what is left out: each option is
in the portfolio in one of two sizes, and what is gained by taking it is paid for not taking it. Least cost is then most
of the second objective, and the frontier of value against cost is that of the two objectives.
A third objective finds no place: of three, each pair is compared with the efficient points of that pair.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import workspaces
from tests.cases_portfolio.adding_up import added_up
from tests.cases_portfolio.cases import AUTO, CBC, DYNAMIC, engines, enumerable
from tests.cases_portfolio.command import DONE, NOT_PROVED, WRONG_USE, asked
from tests.cases_portfolio.workspaces_of import STATED, load, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from decimal import Decimal

    from tests.cases_portfolio.command import Said
    from tests.cases_portfolio.workspaces_of import Stated, Vector

_RELATIVE = 1e-9
_MANY = 100  # options from which on one exact engine is enough: each takes long
_FRONTIER = "frontier"


@dataclass(frozen=True)
class Question:
    """One thing to ask about a case; `judge` names the fault of an answer, or is silent."""

    about: str
    vector: Vector
    judge: Callable[[Stated, Said, str], str]
    engines: Sequence[str]


def questions(vector: Vector) -> Iterator[Question]:
    """What the program can be asked about a case of this kind."""
    match vector["kind"]:
        case "single_objective":
            yield _best(vector, vector["expected"]["optimal_value"], vector["expected"].get("one_optimal_portfolio"))
        case "pareto_2obj":
            yield from _of_objectives(vector, [[option["z1"], option["z2"]] for option in vector["options"]])
        case "pareto_3obj_max":
            yield from _of_objectives(vector, [option["z"] for option in vector["options"]])
        case "promethee_v" if "options" in vector:
            yield _flows(vector)
        case "promethee_v":
            yield from _selections(vector)


# One objective


def _best(
    vector: Vector, value: Decimal | int, portfolio: Sequence[str] | None = None, what: str = "value"
) -> Question:
    limited = f"{len(vector['budgets'])} limited resources" if "budgets" in vector else "a budget"
    listed = "" if portfolio is None else ", as the published portfolio is worth"

    def judge(case: Stated, said: Said, engine: str) -> str:
        if portfolio is not None and added_up(vector, portfolio).value != Fraction(value):
            return "the published portfolio is not worth the published value"
        return _judged(vector, case, said, engine, Fraction(value), set(portfolio or ()))

    return Question(f"most {what} within {limited} is {value}{listed}", vector, judge, _engines(vector))


def _engines(vector: Vector) -> Sequence[str]:
    return engines(vector) if len(vector["options"]) < _MANY else (AUTO, CBC)


def _judged(vector: Vector, case: Stated, said: Said, engine: str, value: Fraction, portfolio: set[str]) -> str:
    """Proof and value; the portfolio, if it is the only one; and the sums and limits by the data of the case."""
    hopeful = engine == CBC and not enumerable(vector)  # no claim of proof
    if said.code != (NOT_PROVED if hopeful else DONE):
        return f"exit code {said.code}: {said.errors[-200:]}"
    (shown,) = said.json["portfolios"]
    if shown["status"] != ("best_found" if hopeful else "optimal"):
        return f"status {shown['status']}"
    found, chosen = case.value(shown["value"]), case.chosen(shown)
    near = _RELATIVE * abs(float(value))
    if found > float(value) + near or (not hopeful and found < float(value) - near):
        return f"value {found}"
    if portfolio and said.json["equally_good"] == 1 and chosen != portfolio:
        return f"another portfolio as the only best one: {sorted(chosen)}"
    total = added_up(vector, chosen)
    if abs(float(total.value) - found) > near or abs(float(total.cost) - shown["cost"]) > _RELATIVE * float(total.cost):
        return "value or cost does not add up"
    over = [used > limit for used, limit in zip(total.uses, vector.get("budgets", ()), strict=False)]
    if any(over) or total.cost > vector.get("budget", total.cost):
        return "a limit is broken"
    return ""


# Several objectives


def _of_objectives(vector: Vector, gains: Sequence[Sequence[int]]) -> Iterator[Question]:
    points = [tuple(point) for point in vector["expected"]["nondominated_points"]]
    count = len(points[0])
    for place in range(count):
        options = [
            {"id": option["id"], "value": gain[place], "cost": option["cost"]}
            for option, gain in zip(vector["options"], gains, strict=True)
        ]
        alone = {"options": options, "budget": vector["budget"]}
        yield _best(alone, max(point[place] for point in points), what=f"of objective {place + 1} of {count} alone")
    for one, other in itertools.combinations(range(count), 2):
        yield _pair(vector, [(gain[one], gain[other]) for gain in gains], (one, other), points)


def _pair(
    vector: Vector, gains: Sequence[tuple[int, int]], places: tuple[int, int], points: Collection[tuple[int, ...]]
) -> Question:
    options = [
        {
            "id": option["id"],
            "value": first,
            "resources": [option["cost"]],
            "if_left_out": {"cost": second, "resources": [0]},
        }
        for option, (first, second) in zip(vector["options"], gains, strict=True)
    ]
    both = {"options": options, "budgets": [vector["budget"]]}
    everything = sum(second for _, second in gains)
    expected = _unbeaten({(point[places[0]], point[places[1]]) for point in points})

    def judge(case: Stated, said: Said, _engine: str) -> str:
        if said.code != DONE or not said.json["complete"]:
            return f"exit code {said.code}: {said.errors[-200:]}"
        shown = said.json["portfolios"]
        found = [(round(case.value(point["value"])), everything - point["cost"]) for point in shown]
        for point, pair in zip(shown, found, strict=True):
            taken = [option for option in vector["options"] if option["id"] in case.chosen(point)]
            sums = [gain for option, gain in zip(vector["options"], gains, strict=True) if option in taken]
            if (sum(gain for gain, _ in sums), sum(gain for _, gain in sums)) != pair:
                return f"the point {pair} does not add up"
            if sum(option["cost"] for option in taken) > vector["budget"]:
                return f"the point {pair} breaks the budget"
        wrong = sorted({*found} ^ expected)
        return f"{len(wrong)} points differ, such as {wrong[0]}" if wrong or len(found) != len(expected) else ""

    names = f"objectives {places[0] + 1} and {places[1] + 1} of {len(next(iter(points)))}"
    words = f"all {len(expected)} efficient points of {names}, the second as a cost of what is left out"
    return Question(words, both, judge, (_FRONTIER,))


def _unbeaten(points: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {
        one for one in points if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in points)
    }


# PROMETHEE V: net flows are taken as they are published, since the program does not make them


def _flows(vector: Vector) -> Question:
    options = [{"value": option["net_flow"], **option} for option in vector["options"]]
    said = vector["expected"]
    return _best({**vector, "options": options}, said["net_flow_sum"], said["portfolio"], "of the published net flows")


def _selections(vector: Vector) -> Iterator[Question]:
    rounding = 5e-7 * len(vector["expected"]["net_flows"])  # the flows are published with six digits
    for selection in vector["expected"]["selections"]:
        statement = _selection(vector, selection)
        chosen = set(selection["portfolio"])
        value = sum(Fraction(option["value"]) for option in statement["options"] if option["id"] in chosen)
        if abs(float(value) - float(selection["net_flow_sum"])) > rounding:
            raise ValueError(f"{vector['name']}: the published flows do not add up to the published sum")
        about = f"most of the published net flows where the amounts are {selection['relation']} {selection['rhs']}"
        yield _selecting(f"{about}: {', '.join(selection['portfolio'])}", statement, Fraction(value), chosen)


def _selecting(about: str, statement: Vector, value: Fraction, chosen: set[str]) -> Question:
    taken = {"options": statement["options"]}  # `added_up` does not know what leaving out takes

    def judge(case: Stated, said: Said, engine: str) -> str:
        return _judged(taken, case, said, engine, value, chosen)

    return Question(about, statement, judge, engines(statement))


def _selection(vector: Vector, selection: Vector) -> Vector:
    """At most: a limit on what is taken. At least: a limit on what is left out. Equal: both."""
    amounts, bound = selection["coefficients"], selection["rhs"]
    sides = {"<=": (1, 0), ">=": (0, 1), "==": (1, 1)}[selection["relation"]]
    options: list[dict[str, Any]] = []
    for one, flow, amount in zip(vector["alternatives"], vector["expected"]["net_flows"], amounts, strict=True):
        resources = [amount] * sides[0] + [0] * sides[1]
        left = {"if_left_out": {"resources": [0] * sides[0] + [amount] * sides[1]}} if sides[1] else {}
        options.append({"id": one["id"], "value": flow, "resources": resources, **left})
    return {"options": options, "budgets": [bound] * sides[0] + [sum(amounts) - bound] * sides[1]}


# Asking


def _ask(question: Question, engine: str, folder: Path) -> tuple[str, str]:
    """The fault of an engine's answer, if any, and how the line names the engine."""
    case = stated(question.vector)
    workspaces.write(folder, case.files, base={})
    if engine == _FRONTIER:
        said = asked("frontier", folder, "--weights", STATED, "--by", "cost")
    else:
        said = asked("portfolio", folder, "--weights", STATED, "--solver", engine, "--top", "1")
    if engine == DYNAMIC and said.code == WRONG_USE and "too large" in said.errors:
        return "", f"{engine} (says that it is too large)"
    fault = question.judge(case, said, engine)
    if fault:
        return fault, f"{engine} ({fault})"
    if engine == CBC and not enumerable(question.vector):
        return "", f"{engine} (not more than that, and no proof claimed)"
    return "", f"{engine} (by {said.json['engine']})" if engine == AUTO else engine


def _line(name: str, question: Question) -> bool:
    """Ask all engines one question; false where any disagrees."""
    begun = time.perf_counter()
    answers = []
    for engine in question.engines:
        with tempfile.TemporaryDirectory() as folder:
            answers.append(_ask(question, engine, Path(folder)))
    agreed = not any(fault for fault, _ in answers)
    by = ", ".join(words for _, words in answers)
    seconds = time.perf_counter() - begun
    _print(f"{name:<32} {'yes' if agreed else 'NO':<4} {question.about}: {by}; {seconds:.1f} s")
    return agreed


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all cases of a folder; 1 where any disagrees, or none was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases_portfolio.public", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of cases, one JSON file each")
    files = sorted(parser.parse_args(arguments).folder.glob("*.json"))
    agreed: list[bool] = []
    for file in files:
        vector = load(file)
        found = list(questions(vector))
        if not found:
            _print(f"{file.stem:<32} NO   nothing is known to ask about a case of the kind '{vector['kind']}'")
            agreed.append(False)
        agreed += [_line(file.stem, question) for question in found]
    _print(f"{len(files)} cases, {len(agreed)} questions, {len(agreed) - sum(agreed)} not as published")
    return 0 if agreed and all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main())
