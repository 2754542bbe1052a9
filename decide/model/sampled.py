"""A figure that was drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampled:
    """A share of samples, and by how much it typically misses the share of all."""

    share: float
    error: float
