"""`python -m decide`, and the console script."""

from __future__ import annotations

from decide.cli import main

if __name__ == "__main__":
    main()
