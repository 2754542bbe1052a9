"""Which options to take together: the exact engines against brute force, laws and cases by hand."""
