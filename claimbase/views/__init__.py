"""Pages about the service and its people: preferences, API tokens, accounts."""
