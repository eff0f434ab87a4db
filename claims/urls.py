"""Addresses of pages on claims."""

from django.urls import path

from claims.views import (
    adding,
    articles,
    changes,
    claims,
    help,
    origins,
    outlets,
    speaker_changes,
    speakers,
    statements,
)

urlpatterns = [
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<str:public_id>/assess/", claims.assess, name="claim-assess"),
    path("claims/<slug:slug>-<str:public_id>/", claims.claim, name="claim"),
    path("challenges/<int:pk>/close/", claims.close, name="challenge-close"),
    path("changes/<str:public_id>/undo/", changes.undo_change, name="change-undo"),
    path("assertions/<str:public_id>/", statements.statement, name="assertion"),
    path("assertions/<str:public_id>/accept/", statements.accept, name="statement-accept"),
    path("assertions/<str:public_id>/correct/", statements.correct, name="statement-correct"),
    path("assertions/<str:public_id>/reject/", statements.reject, name="statement-reject"),
    path("assertions/<str:public_id>/grade/", statements.grade, name="statement-grade"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<str:public_id>/", articles.article, name="article"),
    path("articles/<str:public_id>/statements/add/", adding.add, name="statement-add"),
    path("outlets/<str:public_id>/", outlets.outlet, name="outlet"),
    path("outlets/<str:public_id>/rate/", outlets.rate, name="outlet-rate"),
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
    path("origins/<str:public_id>/", origins.origin, name="origin"),
    path("help/method/", help.method, name="help-method"),
]
