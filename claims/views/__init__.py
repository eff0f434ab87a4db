"""Pages on what is said."""
