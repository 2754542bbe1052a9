"""Workbooks that come back: guarded, opened, and compared with what they were when they were made."""
