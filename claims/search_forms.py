"""What people fill in on saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from claims.models import SavedSearch

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class SearchForm(forms.Form):
    """A list to save, or a saved one to rename and share. Who may not share is not offered it."""

    name = forms.CharField(
        label="Name",
        max_length=SavedSearch._meta.get_field("name").max_length,
        error_messages={"required": "A saved search needs a name."},
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    is_shared = forms.BooleanField(
        label="Share it with everyone",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    query = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, person: User, *args: Any, is_shared: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is shared already can be made private also by whoever may not share any more.
        if not (person.has_perm("claims.share_search") or is_shared):
            del self.fields["is_shared"]
