"""The Processing provider: options become parameters, jobs become algorithms."""
