"""What editors fill in on an article."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.services.correcting_articles import ArticleDetails
from sources.models import Article

_TEXT = {"class": "form-control"}


class ArticleForm(forms.Form):
    """Who published an article, when, under which title and byline; with the version looked at."""

    outlet = forms.CharField(
        label="Outlet (empty: unknown)",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={**_TEXT, "list": "outlets", "autocomplete": "off"}),
    )
    published_on = forms.DateField(
        label="Published on (empty: undated)",
        required=False,
        error_messages={"invalid": "Give a day, as in 2025-03-31."},
        widget=forms.DateInput(attrs={**_TEXT, "type": "date"}, format="%Y-%m-%d"),
    )
    title = forms.CharField(
        label="Title (empty: none)",
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    byline = forms.CharField(
        label="Byline (empty: none)",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    reason = forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, **_TEXT}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def details(self) -> ArticleDetails:
        """What was filled in, of a form that is valid."""
        said = self.cleaned_data
        return ArticleDetails(
            outlet=said["outlet"],
            title=said["title"],
            published_on=said["published_on"],
            byline=said["byline"],
        )


def filled_in(article: Article, version: int) -> dict[str, Any]:
    """The form as the article is now."""
    return {
        "outlet": article.outlet.name if article.outlet else "",
        "published_on": article.published_on,
        "title": article.title,
        "byline": article.byline,
        "version": version,
    }
