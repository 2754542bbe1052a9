"""Result → text: one module a format. Nothing here prints."""
