"""What a workbook and its way back agree on: names of properties and ranges, and marks of what may be changed."""

from __future__ import annotations

FORMAT = 1

# Properties of the document.
STAMP = "decide-format"  # the one by which a workbook of ours is known
VERSION = "decide-version"
COMMIT = "decide-commit"
CHANGED = "decide-changed"
INPUTS = "decide-inputs"
PROFILES = "decide-profiles"
NO_COMMIT = "none"

# Ranges. Each begins with a row of keys, a row of heads under it, and a column of ids.
WEIGHTS, SCORES, LIMITS, PORTFOLIO = "Inputs_Weights", "Inputs_Scores", "Inputs_Limits", "Inputs_Portfolio"
WAS_WEIGHTS, WAS_SCORES, WAS_LIMITS = "Published_Weights", "Published_Scores", "Published_Limits"
FORMULAS = "Published_Formulas"  # where formulas stood
PUBLISHED = {WEIGHTS: WAS_WEIGHTS, SCORES: WAS_SCORES, LIMITS: WAS_LIMITS, PORTFOLIO: WAS_SCORES}

# Keys that every range has, or that published ranges add.
ID, TITLE, OPEN = "id", "title", "open"

# Keys of inputs: performance:CRITERION, cost, cost:PERIOD, escalation_risk, uses:RESOURCE; swing:PROFILE; of limits,
# which have a row each, common and own:PROFILE; and whether an option is in the portfolio.
PERFORMANCE, SWING, COMMON, OWN, IN = "performance", "swing", "common", "own", "in"

# The column `open` has a mark for each input column, in their order: what may be written there.
LOCKED, NUMBER, LEVEL, CATEGORY = "-", "n", "l", "c"  # a level is a number or `unknown`
UNKNOWN = "unknown"
