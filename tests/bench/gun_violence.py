"""Claims across outlets against the Gun Violence Corpus (SemEval-2018, task 5): one incident, one claim.

    python -m tests.bench.gun_violence PATH

PATH holds one article a line (`title`, `text`, `outlet`, `dct`, `incident_id`). Each is ingested as a text file, headline first,
into a new embedded database and goes through the whole pipeline, in order of publication. Two articles are joined when they share a claim,
directly or through others. B-cubed precision, recall and F1 by incident are over all articles: one without any claim of people killed
or wounded is joined to none and costs recall. The same is given over the articles that have such a claim.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path

HARM = ("killed", "wounded", "casualties")


def b_cubed(
    truth: Mapping[str, Hashable], found: Mapping[str, Hashable], items: Collection[str]
) -> tuple[float, float, float]:
    """Precision, recall and F1 of `found` groups against `truth`, averaged over the items."""
    true_groups: dict[Hashable, set[str]] = defaultdict(set)
    found_groups: dict[Hashable, set[str]] = defaultdict(set)
    for item in items:
        true_groups[truth[item]].add(item)
        found_groups[found[item]].add(item)
    both = {item: len(true_groups[truth[item]] & found_groups[found[item]]) for item in items}
    size = len(items) or 1
    precision = sum(both[item] / len(found_groups[found[item]]) for item in items) / size
    recall = sum(both[item] / len(true_groups[truth[item]]) for item in items) / size
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def joined(claims_of: Mapping[str, Collection[int]]) -> dict[str, Hashable]:
    """A group for each article: those that share a claim, directly or through others, are in one."""
    parent: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for article, claims in claims_of.items():
        for claim in claims:
            parent[root(article)] = root(claim)
    return {article: root(article) for article in claims_of}


def ingest_all(records: list[dict[str, str]]) -> tuple[dict[str, set[int]], set[str]]:
    """Claims by document after all were ingested, and the documents with a claim of harm."""
    from claims.models import Assertion
    from tests.factories import ingest_article

    documents = {}
    for record in sorted(records, key=lambda r: (r["dct"], r["doc_id"])):
        article = ingest_article(
            f"{record['title']}\n\n{record['text']}",
            name=f"{record['doc_id']}.txt",
            title=record["title"],
            outlet=record["outlet"],
            published=record["dct"],
        )
        documents[article.pk] = record["doc_id"]
    claims_of: dict[str, set[int]] = {record["doc_id"]: set() for record in records}
    harmed = set()
    for article_id, claim_id, kind in Assertion.objects.filter(
        claim__isnull=False, is_withdrawn=False
    ).values_list("article_id", "claim_id", "type"):
        claims_of[documents[article_id]].add(claim_id)
        if kind in HARM:
            harmed.add(documents[article_id])
    return claims_of, harmed


def main() -> int:
    """Reads the file that the command line names and prints the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.path.read_text("utf-8").splitlines()]
    truth = {record["doc_id"]: record["incident_id"] for record in records}
    with tempfile.TemporaryDirectory() as folder:
        start_database(folder)
        claims_of, harmed = ingest_all(records)
        groups = joined(claims_of)
    sys.stdout.write("articles            P      R      F1\n")
    for label, items in (("all", truth.keys()), ("with a claim", harmed)):
        precision, recall, f1 = b_cubed(truth, groups, items)
        sys.stdout.write(f"{label:12} {len(items):4}  {precision:.3f}  {recall:.3f}  {f1:.3f}\n")
    return 0


def start_database(folder: str) -> None:
    """Bring up an embedded database of its own in `folder`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")
    os.environ["CLAIMBASE_DATA"] = folder
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    import django

    from claimbase.services import hold_services, migrate_embedded

    hold_services()
    migrate_embedded()
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
