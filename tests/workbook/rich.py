"""A workspace that has everything a workbook must be able to show, ids that are words of ours among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CRITERIA = """\
version: 1
decision: Which bridges & ferries?
currency: USD million
horizon: 10 years
profile: grouped
criteria:
  traffic:
    title: Traffic
    criteria:
      capacity:
        title: Capacity
        scale: {unit: vehicles, worst: 0, best: 40000, anchors: {0: closed, 20000: as today}}
        status_quo: 20000
        value: {points: {0: 0, 20000: 70, 40000: 100}}
      flow:
        title: Flow
        criteria:
          delay:
            title: Delay
            scale: {unit: minutes, worst: 30, best: 0}
            status_quo: 12
            value: {exponential: 10}
          noise:
            title: Noise
            scale: {unit: dB, worst: 90, best: 40}
            status_quo: 60
            value: {exponential: 80}
  look:
    title: Look
    scale: {unit: verdict, categories: [ugly, plain, fine]}
    status_quo: plain
    value: {categories: {ugly: 0, plain: 70, fine: 100}}
  charm:
    title: "=Charm"
    scale: {unit: steps, categories: [none, some, much, "very much"]}
    status_quo: none
  title:
    title: Wear
    scale: {unit: mm, worst: 9, best: 1}
    status_quo: 5
    value: {points: {9: 0, 5: 80, 1: 100}}
  cost:
    title: Price
    scale: {unit: USD million, worst: 500, best: 0}
    status_quo: 0
    measures: cost
  escalation_risk:
    title: Danger
    scale: {unit: probability, worst: 1, best: 0}
    status_quo: 0
    measures: escalation_risk
"""
WIDEN = """\
version: 1
title: Widen the old bridge
performance:
  capacity: {low: 30000, best: 32000, high: 35000, grade: B, evidence: [survey#1], note: "=by count"}
  delay: unknown
  noise: {mean: 66.5, sd: 2}
  look: {value: plain, grade: D, evidence: judgement}
  charm: some
  title: {uniform: [3, 4]}
cost: {2027: 60, 2028: 40}
escalation_risk: {low: 0.01, best: 0.05, high: 0.1}
uses: {crews: 12}
trigger: river
sizes:
  small:
    title: One lane
    cost: {2027: 30}
    performance: {capacity: 26000, look: ugly}
"""
FERRY = """\
version: 1
title: "+Ferry"
performance: {capacity: 21000.5, delay: 11, noise: 58, look: fine, charm: very much, title: 5}
cost: {2027: 20, 2028: 5.5}
escalation_risk: 0.1
uses: {crews: 6}
trigger: river
"""
TUNNEL = """\
version: 1
title: Tunnel
performance: {capacity: 40000, delay: 0, noise: 40, look: plain, charm: none, title: 1}
cost: {2028: 260}
escalation_risk: 0.02
uses: {crews: 30}
"""
RAMPS = """\
version: 1
title: "@Ramps"
performance: {capacity: 22000, delay: 9, noise: 61, look: plain, charm: none, title: 4.5}
cost: {2027: 8}
"""
NOTHING = """\
version: 1
title: Do nothing
baseline: true
performance: {}
"""
GROUPED = """\
version: 1
title: By group
weights:
  traffic: {weight: 60, criteria: {capacity: 100, flow: {weight: 50, criteria: {delay: 70, noise: 30}}}}
  look: 20
  charm: 5
  title: 10
  cost: 20
  escalation_risk: 10
limits: {crews: 40}
"""
FLAT = """\
version: 1
title: Commuters
weights: {capacity: 100, delay: 80, noise: 0, look: 10, charm: 0, title: 5, cost: 30, escalation_risk: 0}
limits: {escalation_risk: 0.2}
"""
PORTFOLIO = """\
version: 1
resources: {crews: {title: Crews, unit: people}}
limits: {budget: {2027: 100, 2028: 300}, escalation_risk: 0.3, crews: 45}
relations:
  - {option: ramps, requires: [widen], note: nothing to lead up to}
  - {option: ferry, requires_any: [ramps, widen, tunnel]}
  - {excludes: [widen, tunnel], evidence: judgement}
  - {at_least: 1, of: [widen, tunnel, ferry]}
  - {together: [widen, ferry], adds: {capacity: 4, look: -2}, cost: {2027: -10}}
  - {together: [ramps, ferry, tunnel], adds: {delay: 6}, escalation_risk: 0.05}
"""
FILES: Mapping[str, str] = {
    "criteria.yaml": CRITERIA,
    "portfolio.yaml": PORTFOLIO,
    "options/widen.yaml": WIDEN,
    "options/ferry.yaml": FERRY,
    "options/tunnel.yaml": TUNNEL,
    "options/ramps.yaml": RAMPS,
    "options/status_quo.yaml": NOTHING,
    "weights/grouped.yaml": GROUPED,
    "weights/flat.yaml": FLAT,
}


def write(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """The workspace, with some files replaced, added or (None) left out."""
    return workspaces.write(root, files or {}, base=FILES)
