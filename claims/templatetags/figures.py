"""Figures as every page writes them."""

from __future__ import annotations

from django import template
from django.conf import settings

from claims.figure_words import figure_words, stands_for
from claims.models import Assertion

register = template.Library()


@register.filter
def counted(text: str, unit: str = "") -> str:
    """A figure with what it counts: "about 4,000 people", "thousands of containers". Empty without one."""
    return figure_words(text or "", unit or "")


@register.filter
def counted_as(statement: Assertion) -> str:
    """The numbers that the figure of a statement is counted as, where its words do not say so."""
    figure = statement.figure
    return stands_for(figure, settings.FIGURE_TOLERANCE) if figure else ""
