"""What editors fill in on statements and outlets."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.extraction.types import SpeakerKind
from claims.figures import Quantifier
from claims.filters import type_choices
from claims.models import Assertion, Attribution, Credibility
from claims.services.acting import ChangeRefusedError
from claims.services.doubts import SURE, Doubt, DoubtError, units_of
from claims.services.statement_fields import PARTIES, FieldError
from sources.models.outlet import Reliability

UNITS_ID = "known-units"
# Fields of forms, by the names of what the services find wrong.
FORM_NAMES = {
    "figure": "figure_text",
    "span": "excerpt",
    "roles": "group",
    "unit": "figure_unit",
    "voices": "speakers",
}


def _text(label: str, longest: int, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, **more)


def _choice(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget, **more)


def _area(label: str, longest: int, rows: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


def _number(label: str) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "form-control", "step": "any"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=20, decimal_places=2, widget=widget
    )


class _Boxes(forms.MultipleChoiceField):
    """Boxes to tick; one that is sent empty is not ticked."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if one]


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


_QUANTIFIERS = [
    ("", "as its words say"),
    *((q.value, q.value.replace("_", " ")) for q in Quantifier),
]
_KINDS = [("", "known already"), *((k.value, k.value) for k in SpeakerKind)]


class StatementForm(forms.Form):
    """What a statement says, field by field. `doubts` are what somebody has to be sure of."""

    type = _choice("What is claimed", type_choices)
    figure_text = _text("Figure, in the words of the text", 200)
    figure_quantifier = _choice("How the figure is meant", _QUANTIFIERS, required=False)
    figure_low = _number("Least")
    figure_high = _number("Most")
    figure_unit = _text("Unit", 50)
    who = _text("Who or what is counted", 300)
    group = _text(PARTIES["group"], 200)
    actor = _text(PARTIES["actor"], 200)
    target = _text(PARTIES["target"], 200)
    item = _text(PARTIES["item"], 200)
    place = _text("Place", 200)
    event_first = _day("First day")
    event_last = _day("Last day")
    event_text = _text("When, in the words of the text", 200)
    stance = _choice("What the speaker does with it", Assertion.Stance.choices)
    modality = _choice("Whether it happened", Assertion.Modality.choices)
    speakers = _area("Speakers, one a line (a name or an id)", 3000, 2, required=False)
    speaker_kind = _choice("A name that is new is a", _KINDS, required=False)
    verb = _text("Verb (said, told…)", 100)
    quote = _choice("Quoted", Attribution.Quote.choices)
    via = _text("Media between speaker and outlet, the outermost last", 1000)
    reason = _area("Why (if there is something to say)", 5000, 2, required=False)
    sure = _Boxes(choices=[(doubt.value, words) for doubt, words in SURE.items()], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts: list[tuple[str, str, bool]] = []
        self.fields["figure_unit"].widget.attrs["list"] = UNITS_ID

    @property
    def units(self) -> tuple[str, ...]:
        """The units to choose from: those of the type that is chosen, or that it has."""
        type_key = self["type"].value() or ""
        known: tuple[str, ...] = self.initial.get("units", ())
        return known if type_key == self.initial.get("type") and known else units_of(type_key)

    def refuse(self, error: ChangeRefusedError) -> None:
        """Show what was refused beside its field, and what to be sure of beside a box to tick."""
        field = error.field if isinstance(error, FieldError) else None
        self.add_error(FORM_NAMES.get(field, field) if field else None, str(error))
        if isinstance(error, DoubtError):
            ticked = [Doubt(name) for name in self.cleaned_data.get("sure", ())]
            asked = [*((one, True) for one in ticked), (error.doubt, False)]
            self.doubts = [(one.value, SURE[one], is_ticked) for one, is_ticked in asked]


class CorrectForm(StatementForm):
    """The statement as it is, to be changed; what was seen goes along, and its version."""

    excerpt = _area("Statement, in the words of the text", 3000, 3)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("excerpt",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in ("version", "reason", "speaker_kind", "sure")

    @property
    def compared(self) -> list[str]:
        """The fields that say something of the statement."""
        return [name for name, field in self.fields.items() if field.show_hidden_initial]

    def seen(self, name: str) -> str:
        """A field as it was when the form was opened."""
        return _plain(
            self.data.get(f"initial-{name}", self.get_initial_for_field(self.fields[name], name))
        )

    def typed(self, name: str) -> str:
        """A field as it was sent."""
        return _plain(self.data.get(name, ""))

    @property
    def changed(self) -> list[str]:
        """The fields that the person changed."""
        return [name for name in self.compared if self.typed(name) != self.seen(name)]

    def shown(self, name: str, value: str) -> str:
        """A value in words."""
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices).get(value, value)) if choices else value


def _plain(value: Any) -> str:
    """A value as it is sent by a form; white space does not count, nor do empty decimals."""
    text = "" if value is None else str(value)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    plain = "\n".join(line for line in lines if line)
    head, _, decimals = plain.partition(".")
    return head if head.isdigit() and decimals and not decimals.strip("0") else plain


class AddForm(StatementForm):
    """A statement that reading did not find, with the words it was found by."""

    type = _choice(
        "What is claimed",
        lambda: [("", "Choose…"), *type_choices()],
        error_messages={"required": "Choose what is claimed."},
    )
    words = forms.CharField(max_length=3000, widget=forms.HiddenInput)
    occurrence = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """The words of an article in which somebody found a statement."""

    words = _area("The words of the text, copied exactly", 3000, 2)
    occurrence = forms.IntegerField(
        label="Which place, if they stand at several",
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )


class ActForm(forms.Form):
    """An act on a version of something, and why."""

    reason = _area("Why (if there is something to say)", 5000, 2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RejectForm(ActForm):
    """Why the article does not state this."""

    reason = _area(
        "Why the text does not say this", 5000, 2,
        error_messages={"required": "Rejecting a statement needs a reason."},
    )  # fmt: skip


class GradeForm(ActForm):
    """How far the information is to be believed."""

    credibility = forms.TypedChoiceField(
        label="Credibility",
        coerce=lambda value: Credibility(int(value)),
        choices=[("", "Choose…"), *Credibility.choices],
        error_messages={"required": "Choose a grade."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ("credibility",)


class RateForm(ActForm):
    """How reliable an outlet is, and why."""

    reliability = forms.TypedChoiceField(
        label="Reliability",
        coerce=Reliability,
        choices=Reliability.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = _area(
        "Reason", 5000, 2, error_messages={"required": "Rating an outlet needs a reason."}
    )
    field_order = ("reliability", "reason")


class FamilyForm(ActForm):
    """Which house an outlet belongs to, and why."""

    family = _text("Owner or wire agency (empty for none)", 200)
    reason = _area(
        "Reason", 5000, 2, error_messages={"required": "Changing a family needs a reason."}
    )
    field_order = ("family", "reason")
