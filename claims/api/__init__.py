"""The REST API of claims."""
