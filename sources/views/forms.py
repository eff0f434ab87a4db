"""What the ingest form takes besides files."""

from __future__ import annotations

from typing import Any

from django import forms
from ulid import ULID

from sources.services.uploading import LONGEST_KEY, HandedIn, Upload, pasted, with_about

_ABOUT = ("outlet", "title", "published", "url")
# The same of uploaded files, by the field of the form.
_ABOUT_FILES = {"file_outlet": "outlet", "file_published": "published", "file_url": "url"}
_BAD_DATE = "The date has to look like 2026-03-01."


def fresh_key() -> str:
    """A name for one visit to the form: what is sent twice from it arrives once."""
    return str(ULID())


class HandInForm(forms.Form):
    """A pasted text with what is known about it, web addresses, and the key of this visit."""

    text = forms.CharField(required=False)
    title = forms.CharField(required=False, max_length=1000)
    outlet = forms.CharField(required=False, max_length=200)
    published = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _BAD_DATE}
    )
    url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "invalid": "The address of the text has to look like https://news.example/a."
        },
    )
    file_outlet = forms.CharField(required=False, max_length=200)
    file_published = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _BAD_DATE}
    )
    file_url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "invalid": "The address of the file has to look like https://news.example/a."
        },
    )
    urls = forms.CharField(required=False)
    key = forms.RegexField(r"^[\w-]*$", required=False, max_length=LONGEST_KEY)
    total = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)

    def clean(self) -> dict[str, Any]:
        """What is said about a text needs the text: it would be lost otherwise."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("text") and any(found.get(name) for name in _ABOUT):
            self.add_error("text", "Paste the text that this outlet, title, date or address is of.")
        return found

    def handed_in(self, files: list[Upload]) -> HandedIn:
        """All of a valid form, with the files that came with it. Raises UploadError."""
        found = self.cleaned_data
        about = {name: str(found[name]) for name in _ABOUT if found[name]}
        texts = [pasted(found["text"], about)] if found["text"] else []
        said = {to: str(found[name]) for name, to in _ABOUT_FILES.items() if found[name]}
        total = found["total"] or 0
        return HandedIn(
            files=[*with_about(files, said, total), *texts],
            urls=[line.strip() for line in found["urls"].splitlines() if line.strip()],
            key=found["key"],
            total=total,
        )
