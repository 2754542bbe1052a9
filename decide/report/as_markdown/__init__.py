"""Results as Markdown, safe to paste: no name of the workspace is read as markup."""
