"""Pages on where text comes from."""
