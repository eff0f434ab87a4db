"""What belongs to a person: preferences, API tokens, and what a token may do.

Knows nothing of claims or sources but the names of their permissions, so that neither needs to know
of it: what a person prefers reaches their pages by the request.
"""
