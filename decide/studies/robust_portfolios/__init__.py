"""Which portfolios stand where weights, scores, costs and risks are not certain."""
