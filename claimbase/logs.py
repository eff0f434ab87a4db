"""What is logged, and how it looks."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any

import structlog

# The token in the address of a feed.
_SECRET = re.compile(r"(?<=[?&]token=)[^&\s\"']+")


def logging_settings(log_format: str, level: str) -> dict[str, Any]:
    """Django's logging settings for "console" (a line of text) or "json" (an object) an event.

    Has structlog go the same way.
    """
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        without_secrets,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structured = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_rendered(log_format),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": structured},
        "filters": {"refused": {"()": f"{__name__}.RefusedRequests"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # One line a request is the web server's or the proxy's to write; what was refused (a mistake in
            # a form, a conflict, a wrong address) is told here once, and is nobody's alarm.
            "django_structlog": {"level": "WARNING"},
            "django_structlog.middlewares.request": {"level": "INFO", "filters": ["refused"]},
            "django.request": {"level": "ERROR"},
            "httpx2": {"level": "WARNING"},
            "trafilatura": {"level": "ERROR"},
            "htmldate": {"level": "ERROR"},
        },
    }


class RefusedRequests(logging.Filter):
    """Lets through what was refused, and whatever is a warning or worse."""

    def filter(self, record: logging.LogRecord) -> bool:
        code = record.msg.get("code", 0) if isinstance(record.msg, dict) else 0
        return record.levelno >= logging.WARNING or code >= HTTPStatus.BAD_REQUEST


def without_secrets(
    _logger: Any, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """The event with the tokens of feeds left out of every address in it."""
    for name, value in event.items():
        if isinstance(value, str) and "token=" in value:
            event[name] = _SECRET.sub("…", value)
    return event


def _rendered(log_format: str) -> list[structlog.types.Processor]:
    if log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
