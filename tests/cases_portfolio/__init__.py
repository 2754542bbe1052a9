"""Portfolio cases with known answers: textbooks, papers, and cases made for this project and solved by other means."""
