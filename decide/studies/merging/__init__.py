"""How a workbook's edits find their way into files that may have changed since."""
