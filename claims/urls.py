"""Addresses of pages on claims."""

from django.urls import path

from claims.views import articles, claims, help, origins, speaker_changes, speakers

urlpatterns = [
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<str:public_id>/assess/", claims.assess, name="claim-assess"),
    path("claims/<slug:slug>-<str:public_id>/", claims.claim, name="claim"),
    path("challenges/<int:pk>/close/", claims.close, name="challenge-close"),
    path("assertions/<str:public_id>/", articles.assertion, name="assertion"),
    path("assertions/<str:public_id>/origin/", origins.correct, name="assertion-origin"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<str:public_id>/", articles.article, name="article"),
    path("speakers/", speakers.speaker_list, name="speaker-list"),
    path("speakers/suggestions/", speaker_changes.suggestion_list, name="suggestion-list"),
    path(
        "speakers/suggestions/<str:public_id>/accept/",
        speaker_changes.accept,
        name="suggestion-accept",
    ),
    path(
        "speakers/suggestions/<str:public_id>/decline/",
        speaker_changes.decline,
        name="suggestion-decline",
    ),
    path(
        "speakers/changes/<str:public_id>/undo/",
        speaker_changes.undo_change,
        name="speaker-change-undo",
    ),
    path("speakers/<str:public_id>/", speakers.speaker, name="speaker"),
    path("speakers/<str:public_id>/merge/", speaker_changes.merge, name="speaker-merge"),
    path("speakers/<str:public_id>/split/", speaker_changes.split, name="speaker-split"),
    path("speakers/<str:public_id>/rename/", speaker_changes.rename, name="speaker-rename"),
    path("speakers/<str:public_id>/names/", speaker_changes.add_name, name="speaker-add-name"),
    path("origins/changes/<str:public_id>/undo/", origins.undo_change, name="origin-change-undo"),
    path("origins/<str:public_id>/", origins.origin, name="origin"),
    path("origins/<str:public_id>/unify/", origins.unify, name="origin-unify"),
    path("help/method/", help.method, name="help-method"),
]
