"""Results as JSON. Keys are stable; `schema` counts up when one changes its meaning."""
