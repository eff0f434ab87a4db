"""What a person says about a statement, as JSON."""

from __future__ import annotations

from typing import Any, cast

from rest_framework import serializers

from claims.api.change_serializers import EditorialChangeSerializer, ReviewReasonSerializer
from claims.api.serializers import AssertionSerializer
from claims.extraction.types import SpeakerKind
from claims.figures import Quantifier
from claims.models import Assertion, Attribution, Credibility
from claims.services.doubts import Doubt
from claims.services.statement_fields import Changes
from claims.services.voices import Voice
from sources.api.serializers import OutletSerializer
from sources.models import Article
from sources.models.outlet import Reliability

# Names of fields here, by their names in the services.
API_NAMES = {"voices": "attributions", "roles": "parties", "unit": "figure"}


class SpanInput(serializers.Serializer[Any]):
    """Offsets into the article's text, in Unicode code points; `end` is behind the last one."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class FigureInput(serializers.Serializer[Any]):
    """A figure in the words of the statement. Without a quantifier it is read from its words, with one
    and without bounds its numbers are; numbers that the words do not tell are refused."""

    text = serializers.CharField(max_length=200)
    quantifier = serializers.ChoiceField([(q.value, q.value) for q in Quantifier], required=False)
    low = serializers.DecimalField(20, 2, allow_null=True, required=False, min_value=0)
    high = serializers.DecimalField(20, 2, allow_null=True, required=False, min_value=0)
    unit = serializers.CharField(max_length=50, required=False, allow_blank=True)


class AttributionInput(serializers.Serializer[Any]):
    """Somebody by name or id; `kind` says what a name that nobody has yet is."""

    speaker = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField([(k.value, k.value) for k in SpeakerKind], required=False)
    verb = serializers.CharField(max_length=100, required=False, allow_blank=True)
    quote = serializers.ChoiceField(Attribution.Quote.choices, required=False)
    via = serializers.ListField(
        child=serializers.CharField(max_length=300), required=False, max_length=20
    )


class StatementInput(ReviewReasonSerializer):
    """What a statement says; what is left out stays as it is. `figure` null: it states none.
    `parties` are `group`, `actor`, `target` and `item`; no `attributions`: the outlet's own voice.
    What may be a slip (a unit that is not compared with the others, days after the report) is refused
    until `sure` names it."""

    type = serializers.CharField(max_length=50, required=False)
    span = SpanInput(required=False)
    figure = FigureInput(required=False, allow_null=True)
    who = serializers.CharField(max_length=300, required=False, allow_blank=True)
    parties = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True), required=False
    )
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    event_first = serializers.DateField(required=False, allow_null=True)
    event_last = serializers.DateField(required=False, allow_null=True)
    event_text = serializers.CharField(max_length=200, required=False, allow_blank=True)
    stance = serializers.ChoiceField(Assertion.Stance.choices, required=False)
    modality = serializers.ChoiceField(Assertion.Modality.choices, required=False)
    attributions = AttributionInput(many=True, required=False)
    sure = serializers.ListField(
        child=serializers.ChoiceField([(d.value, d.value) for d in Doubt]), required=False
    )


class AddInput(StatementInput):
    """A statement that reading did not find: by `words` of the article (`occurrence` says which of
    several places), or by `span`. It is completed to sentences; its figure, if you give none, is read
    from the words."""

    article: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Article.objects.all()
    )
    type = serializers.CharField(max_length=50)
    words = serializers.CharField(max_length=3000, required=False)
    occurrence = serializers.IntegerField(min_value=1, max_value=100_000, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("words" in attrs) == ("span" in attrs):
            raise serializers.ValidationError({"words": "Give either `words` or `span`."})
        return attrs


class GradeInput(ReviewReasonSerializer):
    """The Admiralty scale for information: 1 confirmed by other sources … 6 cannot be judged."""

    credibility = serializers.ChoiceField(Credibility.choices)


class RejectInput(serializers.Serializer[Any]):
    """Why the article does not state this."""

    reason = serializers.CharField(max_length=5000)


class RateInput(RejectInput):
    """The Admiralty scale for sources, A to F, with a reason."""

    reliability = serializers.ChoiceField(Reliability.choices)


class FamilyInput(RejectInput):
    """The owner or wire agency of an outlet, empty for none, with a reason."""

    family = serializers.CharField(max_length=200, allow_blank=True)


class ReviewedSerializer(serializers.Serializer[Any]):
    """What was done, and the statement as it is now."""

    change = EditorialChangeSerializer()
    assertion = AssertionSerializer()


class RatedSerializer(serializers.Serializer[Any]):
    """What was done, and the outlet as it is now."""

    change = EditorialChangeSerializer()
    outlet = OutletSerializer()


def changes_of(said: dict[str, Any]) -> Changes:
    """What was sent, as the services take it."""
    found = {
        name: value
        for name, value in said.items()
        if name in Changes.__annotations__ and name != "span"
    }
    if "span" in said:
        found["span"] = (said["span"]["start"], said["span"]["end"])
    if "parties" in said:
        found["roles"] = said["parties"]
    if "attributions" in said:
        found["voices"] = [_voice(one) for one in said["attributions"]]
    return cast("Changes", found)


def _voice(said: dict[str, Any]) -> Voice:
    options = {name: said[name] for name in ("kind", "verb", "quote") if name in said}
    return Voice(said["speaker"], via=tuple(said.get("via", ())), **options)
