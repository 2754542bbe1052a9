"""Results as CSV, for spreadsheets."""
