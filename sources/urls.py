"""Addresses of pages on sources."""

from django.urls import path

from sources.views import ingest, outlets

urlpatterns = [
    path("outlets/", outlets.outlet_list, name="outlet-list"),
    path("ingest/", ingest.ingest, name="ingest"),
    path("ingest/batches/<str:public_id>/", ingest.ingest_batch, name="ingest-batch"),
    path("ingest/files/<str:public_id>/", ingest.source_file, name="source-file"),
    path("ingest/files/<str:public_id>/retry/", ingest.retry_file, name="source-file-retry"),
]
