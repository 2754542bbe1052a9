"""The words we speak: frozen value objects. No files, no solver, no terminal."""
