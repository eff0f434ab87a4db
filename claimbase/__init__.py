"""The project: settings, Celery, system checks, health, API router, embedded services."""

from claimbase.celery import app as celery_app

__all__ = ["celery_app"]
