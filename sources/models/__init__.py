"""Where text comes from: outlets, the bytes as received, and the articles read from them."""

from sources.models.article import Article
from sources.models.batch import BatchItem, IngestBatch
from sources.models.copies import ArticleMatch, ArticleSketch, SketchKey
from sources.models.idempotency import StoredAnswer
from sources.models.outlet import Outlet, OutletAlias, Reliability
from sources.models.outlet_line import OutletLine
from sources.models.source_file import SourceContent, SourceFile

__all__ = [
    "Article",
    "ArticleMatch",
    "ArticleSketch",
    "BatchItem",
    "IngestBatch",
    "Outlet",
    "OutletAlias",
    "OutletLine",
    "Reliability",
    "SketchKey",
    "SourceContent",
    "SourceFile",
    "StoredAnswer",
]
