"""Large workspaces: the time of `check`, and how that of `rank` grows with the number of option files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks import synthetic
from benchmarks.commands import decide
from benchmarks.rows import Row, duration, markdown, seconds
from benchmarks.timing import process, ratio, take_turns, walls

_SIZES = (250, 500, 1_000, 2_000)
_ONE = 1  # a workspace of one option: the fixed start-up
_ROUNDS = 7
_CHECK_LIMIT = 3.0  # seconds; the one target that is no ratio
_GROWTH_LIMIT = 2.2


def rows() -> list[Row]:
    """Both rows; the times by size are printed on the way."""
    with tempfile.TemporaryDirectory() as folder:
        roots = {size: Path(folder, str(size)) for size in (_ONE, *_SIZES)}
        for size, root in roots.items():
            synthetic.write(root, size)
        actions = {
            f"{verb} {size}": process([decide(), verb], root)
            for verb in ("rank", "check")
            for size, root in roots.items()
        }
        kilobytes = _mean_size(roots[_SIZES[-1]])
        spent = {name: walls(runs) for name, runs in take_turns(actions, _ROUNDS).items()}
    print(_by_size(spent))
    print(f"\nOption files of {kilobytes:.1f} kB on average; medians of {_ROUNDS} rounds.\n")
    return [_check(spent["check 2000"]), _growth(spent)]


def _mean_size(root: Path) -> float:
    sizes = [path.stat().st_size for path in (root / "options").iterdir()]
    return sum(sizes) / len(sizes) / 1000


def _check(times: list[float]) -> Row:
    note = f"whole processes, {_ROUNDS} runs, {duration(min(times))} to {duration(max(times))}"
    return seconds("decide check, 2,000 options", times, _CHECK_LIMIT, note)


def _growth(spent: dict[str, list[float]]) -> Row:
    more, less = (_beyond_start_up(spent, "rank", size) for size in (2_000, 1_000))
    found = ratio(more, less)
    return Row(
        "decide rank, 2,000 options / 1,000 options",
        duration(median(more)),
        duration(median(less)),
        f"{found.median:.2f} ({found.least:.2f}-{found.most:.2f})",
        f"<= {_GROWTH_LIMIT:g}",
        found.median <= _GROWTH_LIMIT,
        f"less the time for 1 option, {duration(median(spent[f'rank {_ONE}']))}; {_ROUNDS} rounds",
    )


def _beyond_start_up(spent: dict[str, list[float]], verb: str, size: int) -> list[float]:
    return [all_in - fixed for all_in, fixed in zip(spent[f"{verb} {size}"], spent[f"{verb} {_ONE}"], strict=True)]


def _by_size(spent: dict[str, list[float]]) -> str:
    lines = [
        [
            f"{size:,}",
            *(
                cell
                for verb in ("rank", "check")
                for cell in (
                    duration(median(spent[f"{verb} {size}"])),
                    duration(median(_beyond_start_up(spent, verb, size)) / size) if size != _ONE else "",
                )
            ),
        ]
        for size in (_ONE, *_SIZES)
    ]
    return markdown(["options", "rank", "rank, per option beyond start-up", "check", "check, likewise"], lines)
