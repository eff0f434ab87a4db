"""Words of reporting: verbs that attribute, nouns that name who speaks."""

from __future__ import annotations

from claims.extraction.words import word_set

SAYING = word_set("attribution", "saying")
# Verbs that attribute only when their subject can speak and a statement follows or precedes.
WEAK = word_set("attribution", "weak")
# One person in an office; the words of a row stand for each other.
OFFICES: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        "ambassador envoy diplomat",
        "spokesman spokeswoman spokesperson",
        "minister",
        "president",
        "premier",
        "chancellor",
        "governor",
        "mayor",
        "general commander colonel major lieutenant captain admiral brigadier chief",
        "director head chairman chairwoman chair chairperson boss",
        "secretary",
        "senator congressman congresswoman lawmaker representative",
        "leader",
        "king queen prince emir sultan",
        "professor researcher analyst expert historian scholar fellow author economist",
        "doctor surgeon physician nurse medic",
        "coordinator manager officer official aide adviser advisor deputy",
        "lawyer attorney prosecutor judge",
        "sheriff undersheriff",
        "coroner examiner",
        "detective investigator sergeant trooper",
        "principal superintendent dean",
        "pastor reverend rabbi",
        "neighbor neighbour classmate",
        "resident witness survivor victim guide teacher student activist mother father",
        "reporter correspondent journalist editor",
        "soldier fighter pilot veteran",
        "commissioner delegate negotiator rapporteur emissary",
        "pope bishop imam priest",
        "founder executive owner ceo",
    )
)
OFFICE_NOUNS = frozenset(word for row in OFFICES for word in row)

# Several persons nobody names.
GROUP_NOUNS = word_set("attribution", "group_nouns")
# A body that speaks.
BODY_NOUNS = word_set("attribution", "body_nouns")
STATE_NOUNS = word_set("attribution", "state_nouns")
BUSINESS_NOUNS = word_set("attribution", "business_nouns")
MEDIA_NOUNS = word_set("attribution", "media_nouns")
MEDIUM_DESCRIPTIONS = (
    "outlet", "newspaper", "daily", "news agency", "agency", "channel", "broadcaster", "magazine",
    "television", "tv", "radio", "website", "site", "station", "tabloid", "network", "news outlet",
    "weekly", "paper", "wire service", "podcast",
)  # fmt: skip
TITLES = word_set("attribution", "titles")
PRONOUNS_PERSON = frozenset(["he", "she"])
PRONOUNS_GROUP = frozenset(["they", "it"])
PRONOUNS = PRONOUNS_PERSON | PRONOUNS_GROUP
CALENDAR = word_set("attribution", "calendar")
# Words that begin a sentence and belong to no name.
LEAD_INS = word_set("attribution", "lead_ins")
DESCRIBING = word_set("attribution", "describing")
DETERMINERS = word_set("attribution", "determiners")
LINKS = word_set("attribution", "links")
AUXILIARIES = word_set("attribution", "auxiliaries")
FUNCTION_WORDS = word_set("attribution", "function_words")
TIME_NOUNS = word_set("attribution", "time_nouns")
INTRODUCTIONS = word_set("attribution", "introductions")
CARRIERS = word_set("attribution", "carriers")
PERSON_NOUNS = word_set("attribution", "person_nouns")
STRICT = word_set("attribution", "strict")
SHOWING = word_set("attribution", "showing")
PLACE_NOUNS = word_set("attribution", "place_nouns")
DOCUMENTS = word_set("attribution", "documents")
# Any word that alone tells that a phrase can speak.
SPEAKING_NOUNS = OFFICE_NOUNS | GROUP_NOUNS | BODY_NOUNS | MEDIA_NOUNS | CARRIERS | PERSON_NOUNS
