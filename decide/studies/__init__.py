"""One verb a file; also the Python API, and the only place that opens doors between rooms."""
