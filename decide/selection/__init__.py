"""Which options to take together: one model in whole numbers, three exact engines, and what they find out."""
