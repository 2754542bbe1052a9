"""Where every table stands: worked out before anything is written, since formulas name the cells of other sheets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from decide.model import exchange
from decide.model.criterion import CategoryScale, Criterion, Piecewise
from decide.model.option import Option, Periods
from decide.model.relation import Together
from decide.report.as_xlsx.nodes import family_of
from decide.report.as_xlsx.places import letters, place
from decide.report.as_xlsx.relations import demands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.option import Size
    from decide.model.relation import Relation
    from decide.model.workbook import Book, View, Way
    from decide.report.as_xlsx.nodes import Family
    from decide.report.as_xlsx.places import Place
    from decide.report.as_xlsx.relations import Demand

ID, TITLE, OPEN = exchange.ID, exchange.TITLE, exchange.OPEN
FIRST = 10  # the row of the first way, on every sheet that has a row a way: formulas find it at the same height
STATUS_QUO = "(status quo)"  # the first of these rows; no id of a file looks like this
SELECTED = "Weights!$C$4"  # the profile shown
_GAP = 5  # rows between tables that stand one under another


def performance_key(criterion: str) -> str:
    """The key of a criterion's column of performances."""
    return f"{exchange.PERFORMANCE}:{criterion}"


@dataclass(frozen=True)
class Row:
    """A line of Scores, Values and Portfolio: the status quo, an option, or one of its sizes."""

    id: str
    title: str
    option: Option | None  # None: the status quo
    size: str = ""

    @property
    def way(self) -> Way:
        """The option and the size."""
        return (self.option.id if self.option else "", self.size)

    @property
    def what(self) -> Option | Size | None:
        """Where its numbers stand."""
        if self.option is None or not self.size:
            return self.option
        return next(size for size in self.option.sizes if size.id == self.size)

    @property
    def ranked(self) -> bool:
        """Options are ranked; their sizes and the status quo are not."""
        return self.option is not None and not self.size

    @property
    def choosable(self) -> bool:
        """Whether it can be part of a portfolio."""
        return self.option is not None and not self.option.baseline


@dataclass(frozen=True)
class Layout:
    """The tables of one workbook."""

    book: Book

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """In the order of the file."""
        return self.book.problem.criteria

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of the criteria."""
        return tuple(criterion.id for criterion in self.criteria)

    @cached_property
    def performances(self) -> tuple[str, ...]:
        """Keys of their columns of performances: an id may be any word, also one of our own keys."""
        return tuple(map(performance_key, self.names))

    @property
    def views(self) -> tuple[View, ...]:
        """One a profile."""
        return self.book.views

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """Ids of the profiles."""
        return tuple(view.profile.id for view in self.views)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The status quo, then each option with its sizes below it."""
        found = [Row(STATUS_QUO, "Status quo", None)]
        for option in self.book.problem.options:
            found.append(Row(option.id, option.title, option))
            found += [Row(f"{option.id}:{size.id}", f"   {size.title}", option, size.id) for size in option.sizes]
        return tuple(found)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The place of each row, counted from 0, by its id."""
        return {row.id: number for number, row in enumerate(self.rows)}

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods that some cost or budget names."""
        costs = [cost for row in self.rows if row.what for cost in (row.what.cost,)]
        costs += [relation.cost for relation in self.together]
        found = {name for cost in costs if isinstance(cost, Periods) for name, _ in cost.by_period}
        amounts = (limit.amount for view in self.views for limit in view.rules.limits.values())
        found |= {name for amount in amounts if isinstance(amount, tuple) for name, _ in amount}
        return tuple(sorted(found))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Those that must be kept."""
        return tuple(one for one in self.views[0].rules.relations if not isinstance(one, Together))

    @cached_property
    def together(self) -> tuple[Together, ...]:
        """Those that add something."""
        return tuple(one for one in self.views[0].rules.relations if isinstance(one, Together))

    @cached_property
    def triggers(self) -> tuple[str, ...]:
        """Causes that several options may share."""
        return tuple(dict.fromkeys(row.option.trigger for row in self.rows if row.option and row.option.trigger))

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Each profile's weights as a tree."""
        return tuple(family_of(view.profile, self.book.problem.tree) for view in self.views)

    @cached_property
    def depth(self) -> int:
        """Levels of the deepest tree."""
        return max(family.depth for family in self.families)

    # The tables.

    @cached_property
    def weights(self) -> Place:
        """A row for the whole, then one a node of the value tree."""
        ways_up = [f"up{level}:{name}" for name in self.profiles for level in range(1, self.depth + 1)]
        keys = [
            *("id", "title"),
            *(f"swing:{name}" for name in self.profiles),
            *(f"share:{name}" for name in self.profiles),
            *(f"weight:{name}" for name in self.profiles),
            *("use", "published", "check"),
            *(f"counted:{name}" for name in self.profiles),
            *ways_up,
        ]
        count = 1 + sum(1 for _ in self.book.problem.tree.walk())
        return place("Weights", FIRST, count, keys)

    @cached_property
    def scales(self) -> Place:
        """One row a criterion."""
        keys = (
            "id",
            "title",
            "question",
            "unit",
            "worst",
            "best",
            "status_quo",
            "kind",
            "detail",
            "steepness",
            "anchors",
        )
        return place("Scales", FIRST, len(self.criteria), keys)

    @cached_property
    def knots(self) -> Place:
        """Points of piecewise value functions, levels rising."""
        count = sum(len(one.value.points) for one in self.criteria if isinstance(one.value, Piecewise))
        return place("Scales", self.scales.last + _GAP, count, ("criterion", "title", "level", "value", "slope"))

    @cached_property
    def levels(self) -> Place:
        """Categories with their values."""
        count = sum(len(one.scale.categories) for one in self.criteria if isinstance(one.scale, CategoryScale))
        return place("Scales", self.knots.last + _GAP, count, ("criterion", "title", "category", "value"))

    @cached_property
    def taken(self) -> tuple[str, ...]:
        """What ways take, as columns of Scores: whole cost, cost by period, risk, resources."""
        resources = (f"uses:{resource.id}" for resource in self.views[0].rules.resources)
        return ("cost", *(f"cost:{period}" for period in self.periods), "escalation_risk", *resources)

    @cached_property
    def scores(self) -> Place:
        """Inputs: performances, costs, risks, uses."""
        grades = (f"grade:{name}" for name in self.names)
        keys = ("id", "title", *self.performances, *self.taken, "lead_time", *grades)
        return place("Scores", FIRST, len(self.rows), keys)

    @cached_property
    def values(self) -> Place:
        """Values, contributions, scores and ranks."""
        keys = (
            *("id", "title", "ranked"),
            *(f"value:{name}" for name in self.names),
            *(f"part:{name}" for name in self.names),
            *("score", "rank", "order", "published_score", "published_rank"),
        )
        return place("Values", FIRST, len(self.rows), keys)

    @cached_property
    def board(self) -> Place:
        """Options in rank order."""
        parts = (f"part:{name}" for name in self.names)
        branches = (f"branch:{node.id}" for node, _ in self.book.problem.tree.branches)
        head = ("place", "rank", "title", "score")
        keys = (*head, *parts, "cost", "risk", "was_rank", "was_score", "check", "row", *branches)
        return place("Ranking", FIRST, len(self.book.problem.options), keys)

    @cached_property
    def chosen(self) -> Place:
        """What is in the portfolio."""
        keys = (
            *("id", "title", "in", "adds", "cost", "risk", "trigger", "log"),
            *(key for key in self.taken if key.partition(":")[1]),
            *("published", "check"),
        )
        return place("Portfolio", FIRST, len(self.rows), keys)

    @cached_property
    def limit_keys(self) -> tuple[str, ...]:
        """Keys of limits that some profile has; a budget by period has one key a period."""
        found: dict[str, None] = {}
        for view in self.views:
            for key, limit in view.rules.limits.items():
                if isinstance(limit.amount, tuple):
                    found |= dict.fromkeys(f"{key}:{period}" for period in self.periods)
                else:
                    found[key] = None
        return tuple(found)

    @cached_property
    def limits(self) -> Place:
        """Limits: of all profiles, and of each."""
        own = [f"own:{name}" for name in self.profiles]
        keys = ("id", "title", "common", *own, "limit", "taken", "left", "state")
        return place("Portfolio", self.chosen.last + _GAP, len(self.limit_keys), keys)

    @cached_property
    def kept(self) -> Place:
        """Relations and whether they are kept; and that an option is taken in one size."""
        keys = ("id", "says", "active", "count", "least", "most", "state", "needs")
        return place("Portfolio", self.limits.last + _GAP, len(self.demands), keys)

    @cached_property
    def kept_members(self) -> Place:
        """Options that these count, beyond what is printed."""
        count = max((len(demand.counted) for demand in self.demands), default=1)
        keys = [f"member{number}" for number in range(count)]
        return place("Portfolio", self.kept.first, self.kept.count, keys, self.beyond)

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What must be kept."""
        return demands(self.relations, self.book.problem.options)

    @cached_property
    def gained(self) -> Place:
        """What standing together adds."""
        periods = tuple(f"cost:{period}" for period in self.periods)
        keys = ("id", "says", "whole", "points", "cost", "risk", "size", "log", *periods)
        return place("Portfolio", self.kept.last + _GAP, len(self.together), keys)

    @cached_property
    def gained_members(self) -> Place:
        """The options of each, and its points on each criterion, beyond what is printed."""
        count = max((len(one.options) for one in self.together), default=1)
        keys = [*(f"member{number}" for number in range(count)), *(f"adds:{name}" for name in self.names)]
        return place("Portfolio", self.gained.first, self.gained.count, keys, self.beyond)

    @property
    def beyond(self) -> int:
        """The first column of Portfolio that is not printed."""
        return max(len(self.chosen.keys), len(self.limits.keys), 9 + len(self.periods)) + 1

    @cached_property
    def causes(self) -> Place:
        """Shared causes, each counted once at its riskiest."""
        return place("Portfolio", self.gained.last + _GAP, len(self.triggers), ("id", "title", "risk", "log"))

    @cached_property
    def compared(self) -> Place:
        """Ranks and scores under every profile."""
        keys = [f"{what}:{name}" for what in ("rank", "score") for name in self.profiles]
        inside = [f"in:{name}" for name in self.profiles]
        return place("Compare", FIRST, len(self.rows), ("id", "title", *keys, "check", *inside))

    @cached_property
    def compared_weights(self) -> Place:
        """Weights, a line a profile."""
        keys = ("id", "title", *(f"weight:{name}" for name in self.names))
        return place("Compare", self.compared.last + _GAP, len(self.profiles), keys)

    # What was published: the same rows, beside each other on one hidden sheet.

    @cached_property
    def was_nodes(self) -> Place:
        """Swing weights and weights of each profile."""
        keys = (f"{what}:{name}" for what in ("swing", "weight") for name in self.profiles)
        return place("Published", FIRST, self.weights.count, (ID, TITLE, OPEN, *keys))

    @cached_property
    def was_rows(self) -> Place:
        """Inputs of Scores, and of each profile scores, ranks and the portfolio."""
        found = (f"{what}:{name}" for what in ("score", "rank", "in") for name in self.profiles)
        left = self.was_nodes.left + len(self.was_nodes.keys) + 1
        keys = (ID, TITLE, "option", OPEN, *self.performances, *self.taken, *found)
        return place("Published", FIRST, len(self.rows), keys, left)

    @cached_property
    def was_limits(self) -> Place:
        """Limits."""
        left = self.was_rows.left + len(self.was_rows.keys) + 1
        own = (f"own:{name}" for name in self.profiles)
        return place("Published", FIRST, len(self.limit_keys), (ID, TITLE, OPEN, "common", *own), left)

    @cached_property
    def was_totals(self) -> Place:
        """Value, cost and risk of each profile's portfolio."""
        left = self.was_limits.left + len(self.was_limits.keys) + 1
        return place("Published", FIRST, 3, ("id", *(f"total:{name}" for name in self.profiles)), left)

    def was_formulas(self, count: int) -> Place:
        """Where formulas stand, on all sheets before."""
        left = self.was_totals.left + len(self.was_totals.keys) + 1
        return place("Published", FIRST, count, (ID,), left)

    def shown(self, where: Place, what: str) -> str:
        """Of columns that stand side by side, one a profile, that of the profile shown, in the row at hand."""
        first, last = where.column(f"{what}:{self.profiles[0]}"), where.column(f"{what}:{self.profiles[-1]}")
        heads = f"{where.sheet}!${letters(first)}${where.first - 2}:${letters(last)}${where.first - 2}"
        cells = f"{where.sheet}!${letters(first)}{{r}}:${letters(last)}{{r}}"
        return f'INDEX({cells},MATCH("{what}:"&{SELECTED},{heads},0))'

    def span_over(self, where: Place, keys: Sequence[str], row: int) -> str:
        """Cells of one line above a table, over some of its columns."""
        left, right = letters(where.column(keys[0])), letters(where.column(keys[-1]))
        return f"{where.sheet}!${left}${row}:${right}${row}"
