"""What a model returns is added up again here, from the files' numbers, by code that shares nothing with it."""
