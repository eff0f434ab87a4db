"""How well two speakers go together, with the reasons in words. Fails closed: any veto is 0."""

from __future__ import annotations

from claims.extraction.types import SpeakerKind
from claims.identity import features as f
from claims.identity.types import Identity, Match

_ALWAYS: tuple[f.Veto, ...] = (f.kinds_differ, f.both_unnamed)
_PERSON_VETOES: tuple[f.Veto, ...] = (f.other_person, f.other_country_by_last_name)
_PERSON: tuple[f.Feature, ...] = (
    f.same_full_name, f.close_full_name, f.similar_full_name, f.last_name_of_full_name,
    f.only_last_names, f.persons_country, f.persons_other_country, f.role_agrees, f.role_differs,
    f.same_story, f.country_in_story,
)  # fmt: skip
_BODY_VETOES: tuple[f.Veto, ...] = (f.nobody_in_particular, f.other_country, f.other_body)
_BODY: tuple[f.Feature, ...] = (
    f.same_words, f.abbreviation, f.near_words, f.described_and_named, f.bodies_country,
    f.one_country, f.country_in_story, f.medium_and_body,
)  # fmt: skip


def score(a: Identity, b: Identity) -> Match:
    """Whether two speakers are one, the same for (a, b) and (b, a)."""
    vetoes, points = _rules(a.kind)
    for veto in (*_ALWAYS, *vetoes):
        if veto(a, b):
            return Match(0.0, (f.label(veto),))
    found = [(feature(a, b), f.label(feature)) for feature in points]
    total = sum(value for value, _ in found)
    reasons = tuple(f"{value:+.2f} {why}" for value, why in found if value)
    return Match(round(max(0.0, min(1.0, total)), 3), reasons)


def _rules(kind: SpeakerKind) -> tuple[tuple[f.Veto, ...], tuple[f.Feature, ...]]:
    if kind is SpeakerKind.PERSON:
        return _PERSON_VETOES, _PERSON
    if kind is SpeakerKind.COUNTRY:
        return (f.other_country,), (f.same_country_itself,)
    return _BODY_VETOES, _BODY
