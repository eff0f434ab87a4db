"""Addresses of pages on claims."""

from django.urls import path

from claims.views import articles, claims, help, voices

urlpatterns = [
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<str:public_id>/assess/", claims.assess, name="claim-assess"),
    path("claims/<slug:slug>-<str:public_id>/", claims.claim, name="claim"),
    path("challenges/<int:pk>/close/", claims.close, name="challenge-close"),
    path("assertions/<str:public_id>/", articles.assertion, name="assertion"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<str:public_id>/", articles.article, name="article"),
    path("speakers/", voices.speaker_list, name="speaker-list"),
    path("speakers/<str:public_id>/", voices.speaker, name="speaker"),
    path("origins/<str:public_id>/", voices.origin, name="origin"),
    path("help/method/", help.method, name="help-method"),
]
