"""Addresses of pages on sources."""

from django.urls import path

from sources.views import batches, files, ingest, outlets

urlpatterns = [
    path("outlets/", outlets.outlet_list, name="outlet-list"),
    path("ingest/", ingest.ingest, name="ingest"),
    path("ingest/batches/", batches.batch_list, name="ingest-batch-list"),
    path("ingest/batches/<str:public_id>/", batches.batch, name="ingest-batch"),
    path("ingest/batches/<str:public_id>/progress/", batches.progress, name="ingest-progress"),
    path("ingest/batches/<str:public_id>/retry/", batches.retry, name="ingest-retry"),
    path("ingest/batches/<str:public_id>/cancel/", batches.cancel, name="ingest-cancel"),
    path("ingest/files/<str:public_id>/", files.source_file, name="source-file"),
    path("ingest/files/<str:public_id>/raw/", files.raw_file, name="source-file-raw"),
    path("ingest/files/<str:public_id>/retry/", files.retry_file, name="source-file-retry"),
    path("articles/<str:public_id>/raw/", files.raw_article, name="article-raw"),
]
