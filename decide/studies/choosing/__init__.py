"""What explains a chosen portfolio. One module a question."""
