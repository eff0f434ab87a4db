"""Deciding which claim a statement belongs to. Pure: block, score with reasons, choose."""

from claims.linking.blocking import block_key, block_keys
from claims.linking.scoring import Match, best_match, score
from claims.linking.types import Statement

__all__ = ["Match", "Statement", "best_match", "block_key", "block_keys", "score"]
