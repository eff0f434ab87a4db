"""Deciding which claim a statement belongs to. Pure: block, score with reasons, sum up."""

from claims.linking.blocking import block_keys
from claims.linking.profile import absorb, profile_of
from claims.linking.scoring import Match, score
from claims.linking.types import Days, Statement, Told

__all__ = ["Days", "Match", "Statement", "Told", "absorb", "block_keys", "profile_of", "score"]
