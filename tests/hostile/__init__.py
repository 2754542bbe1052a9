"""Hostile and awkward inputs: each named, tried through the installed command line, and answered well."""
