"""What `compare` puts together: rankings side by side, portfolios shared, worlds and what they break."""
