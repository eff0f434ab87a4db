"""The REST API of sources, and what every endpoint shares."""
