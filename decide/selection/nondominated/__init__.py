"""The portfolios that no other one beats for all admissible weights and scores."""
