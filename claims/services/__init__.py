"""What writes to the tables of claims."""
