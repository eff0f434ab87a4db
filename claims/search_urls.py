"""Addresses of saved searches, exports and feeds."""

from django.urls import path

from claims.services.exporting import Form, What
from claims.views import exports, feed_addresses, feeds, searches

urlpatterns = [
    *(
        path(
            f"claims/export{'' if what is What.CLAIMS else f'-{what.value}'}.{form.value}",
            exports.export_list,
            {"what": what, "form": form},
            name=f"export-{what.value}-{form.value}",
        )
        for what in What
        for form in Form
    ),
    path("help/exports/", exports.about, name="help-exports"),
    path("claims/feed.atom", feeds.list_feed, name="claim-list-feed"),
    path("claims/feed/", feed_addresses.list_feed_address, name="claim-list-feed-address"),
    path("claims/<str:public_id>/feed.atom", feeds.claim_feed, name="claim-feed"),
    path(
        "claims/<str:public_id>/feed/", feed_addresses.claim_feed_address, name="claim-feed-address"
    ),
    path("searches/", searches.searches, name="searches"),
    path("searches/token/", feed_addresses.token_make, name="feed-token"),
    path("searches/token/revoke/", feed_addresses.token_revoke, name="feed-token-revoke"),
    path("searches/<str:public_id>/", searches.search, name="search"),
    path("searches/<str:public_id>/counts/", searches.search_counts, name="search-counts"),
    path("searches/<str:public_id>/edit/", searches.edit, name="search-edit"),
    path("searches/<str:public_id>/filters/", searches.refill, name="search-filters"),
    path("searches/<str:public_id>/delete/", searches.delete, name="search-delete"),
    path("searches/<str:public_id>/feed.atom", feeds.search_feed, name="search-feed"),
    path(
        "searches/<str:public_id>/feed/",
        feed_addresses.search_feed_address,
        name="search-feed-address",
    ),
]
