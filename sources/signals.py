"""The seam from sources to claims."""

from django.dispatch import Signal

# Sent when an article has been stored, with `article_id` and `advance`, a function that records
# the step the file is at (a `SourceFile.State`). Receivers may be called again for the same article.
article_ingested = Signal()

# Sent, inside the transaction that changes them, when articles turned out to be copies of another
# text than was thought, with `article_ids`: where their own words come from may be another outlet.
article_source_changed = Signal()
