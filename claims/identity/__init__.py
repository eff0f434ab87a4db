"""Who is who across articles. Pure: normal forms, keys of candidates, a score with reasons."""

from claims.identity.doubts import of_one_claim, vaguely_named
from claims.identity.keys import blocks_of, blocks_to_search, is_bare_name, speaker_key
from claims.identity.persons import titled
from claims.identity.scoring import score
from claims.identity.story import story_of
from claims.identity.types import Identity, Match, Thresholds, Verdict

__all__ = [
    "Identity",
    "Match",
    "Thresholds",
    "Verdict",
    "blocks_of",
    "blocks_to_search",
    "is_bare_name",
    "of_one_claim",
    "score",
    "speaker_key",
    "story_of",
    "titled",
    "vaguely_named",
]
