"""Linking everything anew, as if all articles came again in the order of their days.

What people decided stands: the statements they placed stay where they are, and so does the oldest
statement of every claim they decided on (merged, split, assessed, titled, said to be different from
another…), so that these claims keep their ids and are never joined. Everything the machine placed is
decided again in scratch tables, which costs memory for one article at a time and disturbs nobody. The
result is laid over the claims that are there by largest overlap, so that ids stay, and only what differs is
written, in small transactions during which workers do not link.

The outcome depends on statements and people's decisions alone, not on what the machine placed before: a
second run finds nothing to do.
"""

from claims.services.rebuild.running import AlreadyRunningError, Summary, rebuild

__all__ = ["AlreadyRunningError", "Summary", "rebuild"]
