"""Feeds as Atom (RFC 4287)."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date

from claims.services.feeds import Feed, FeedEntry

# Characters that XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Atom(Atom1Feed):
    """Django's, with the time of the newest change also for a feed without entries."""

    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at


def atom_answer(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    """The feed, or 304 for a reader that has it already."""
    body = _written(request, feed)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    # By content only: a claim that meets the filters without having changed is newer to the reader
    # than its time tells.
    answer: HttpResponseBase = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type=_Atom.content_type
    )
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(feed.changed_at.timestamp())
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _written(request: HttpRequest, feed: Feed) -> bytes:
    # Its own address without the token: a feed is passed on more easily than a link.
    query = request.GET.copy()
    query.pop("token", None)
    own = request.path + (f"?{query.urlencode()}" if query else "")
    atom = _Atom(
        title=f"{_clean(feed.title)} · claimbase",
        link=request.build_absolute_uri(feed.address),
        description="",
        language="en",
        author_name="claimbase",
        feed_url=request.build_absolute_uri(own),
        feed_guid=feed.key.urn,
    )
    atom.changed_at = feed.changed_at
    for entry in feed.entries:
        _add(request, atom, entry)
    return atom.writeString("utf-8").encode()


def _add(request: HttpRequest, atom: _Atom, entry: FeedEntry) -> None:
    atom.add_item(
        title=_clean(entry.title),
        link=request.build_absolute_uri(entry.address),
        description="".join(f"<p>{escape(_clean(line))}</p>" for line in entry.lines),
        unique_id=entry.key.urn,
        updateddate=entry.at,
        author_name=_clean(entry.who) or None,
        categories=entry.terms,
    )


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
