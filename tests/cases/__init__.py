"""Published worked examples, as whole workspaces in the files' own formats."""
