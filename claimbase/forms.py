"""Forms about people: preferences, tokens, accounts."""

from __future__ import annotations

import zoneinfo
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator

from accounts.models import Preferences, Token
from accounts.scopes import Scope, scopes_for
from claimbase.roles import ROLES

_REGIONS = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
]
_ROLE_CHOICES = [(name, name.capitalize()) for name in ROLES]


def time_zone_choices() -> list[tuple[str, Any]]:
    """UTC, then the places of every region, as a select shows them."""
    places = sorted(
        name for name in zoneinfo.available_timezones() if name.split("/")[0] in _REGIONS
    )
    regions = groupby((name for name in places if "/" in name), key=lambda name: name.split("/")[0])
    return [
        ("UTC", "UTC"),
        *((region, [(n, n.replace("_", " ")) for n in names]) for region, names in regions),
    ]


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How somebody wants to see the pages."""

    time_zone = forms.ChoiceField(
        choices=time_zone_choices,
        help_text="Times on pages are shown in it, with its name. Files and the API stay in UTC.",
    )

    class Meta:
        model = Preferences
        fields = ("theme", "page_size", "time_zone", "shortcuts")
        labels = {
            "theme": "Appearance",
            "page_size": "Length of lists",
            "shortcuts": "Single keys act",
        }
        help_texts = {
            "shortcuts": "Off: only keys pressed together with Ctrl or Alt, and every button, act.",
        }


class TokenForm(forms.Form):
    """A new token: what it is for, what it may do, how long."""

    DAYS = [("30", "30 days"), ("90", "90 days"), ("365", "One year"), ("", "No end")]

    name = forms.CharField(
        max_length=Token._meta.get_field("name").max_length,
        help_text="The program or script that will use it.",
    )
    scopes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        label="What it may do",
        initial=[Scope.READ.value],
    )
    days = forms.ChoiceField(choices=DAYS, required=False, label="How long", initial="90")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, f"{scope.value}: {scope.label}") for scope in scopes_for(user)
        ]

    @property
    def lifetime(self) -> timedelta | None:
        """How long it counts from now; None for no end."""
        days = self.cleaned_data["days"]
        return timedelta(days=int(days)) if days else None


class PersonForm(forms.Form):
    """What an admin can change about somebody."""

    email = forms.EmailField(
        label="E-mail",
        required=False,
        help_text="Links to set a password and notices on the account go there.",
    )
    role = forms.ChoiceField(choices=_ROLE_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SENDS_MAIL:
            self.fields[
                "email"
            ].help_text = "This server sends no mail: you hand over links yourself. The address is kept for later."


class NewPersonForm(PersonForm):
    """Somebody who is to get an account."""

    field_order = ("name", "email", "role")
    name = forms.CharField(
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="They sign in with it, and it stands beside what they decide.",
    )
    email = forms.EmailField(label="E-mail", help_text=PersonForm.base_fields["email"].help_text)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("There is somebody of this name already.")
        return name
