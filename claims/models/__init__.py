"""What is said, by whom, where it comes from, and how far to believe it."""

from claims.models.assertion import PERSON, Assertion, Attribution, Credibility
from claims.models.assertion_flag import AssertionFlag
from claims.models.assessment import Assessment
from claims.models.chain_link import ChainLink
from claims.models.challenge import Challenge
from claims.models.claim import Claim, Status
from claims.models.claim_block import ClaimBlock
from claims.models.claim_facet import ClaimFacet
from claims.models.claim_suggestion import ClaimSuggestion
from claims.models.editorial_change import EditorialChange
from claims.models.exclusion import Exclusion
from claims.models.feed_token import FeedToken
from claims.models.novelty_receipt import NoveltyReceipt
from claims.models.origin import Origin, OriginQuote
from claims.models.placement import Placement
from claims.models.queued_statement import QueuedStatement
from claims.models.review_item import ReviewQueue
from claims.models.review_lease import ReviewLease
from claims.models.review_step import ReviewStep
from claims.models.saved_search import SavedSearch, SearchOpening
from claims.models.speaker import Speaker, SpeakerAlias, SpeakerBlock
from claims.models.speaker_change import MergeSuggestion, SpeakerChange, SuggestionJudgement
from claims.models.topic import Topic

__all__ = [
    "PERSON",
    "Assertion",
    "AssertionFlag",
    "Assessment",
    "Attribution",
    "ChainLink",
    "Challenge",
    "Claim",
    "ClaimBlock",
    "ClaimFacet",
    "ClaimSuggestion",
    "Credibility",
    "EditorialChange",
    "Exclusion",
    "FeedToken",
    "MergeSuggestion",
    "NoveltyReceipt",
    "Origin",
    "OriginQuote",
    "Placement",
    "QueuedStatement",
    "ReviewLease",
    "ReviewQueue",
    "ReviewStep",
    "SavedSearch",
    "SearchOpening",
    "Speaker",
    "SpeakerAlias",
    "SpeakerBlock",
    "SpeakerChange",
    "Status",
    "SuggestionJudgement",
    "Topic",
]
