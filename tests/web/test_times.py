"""How pages write days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone


def written(text: str, **values: object) -> str:
    return Template("{% load times %}" + text).render(Context(values))


def test_a_day_can_be_read_by_people_and_machines():
    assert (
        written("{{ at|day }}", at=date(2026, 11, 3))
        == '<time datetime="2026-11-03">3 Nov 2026</time>'
    )


def test_a_moment_is_told_in_the_time_zone_of_the_reader():
    with timezone.override(ZoneInfo("Asia/Kathmandu")):
        told = written("{{ at|moment }}", at=datetime(2026, 11, 3, 22, 5, tzinfo=UTC))
    assert told == '<time datetime="2026-11-04T03:50:00+05:45">4 Nov 2026 03:50 +0545</time>'


def test_the_day_of_a_moment_is_the_one_at_the_reader():
    with timezone.override(ZoneInfo("Asia/Kathmandu")):
        told = written("{{ at|day }}", at=datetime(2026, 11, 3, 22, 5, tzinfo=UTC))
    assert told == '<time datetime="2026-11-04">4 Nov 2026</time>'


def test_a_moment_can_have_a_class():
    told = written('{{ at|moment:"muted" }}', at=datetime(2026, 11, 3, 22, 5, tzinfo=UTC))
    assert told.startswith(
        '<time datetime="2026-11-03T22:05:00+00:00" class="muted">3 Nov 2026 22:05'
    )


@pytest.mark.parametrize("how", ["day", "moment"])
def test_where_nothing_is_known_nothing_is_written(how):
    assert written("{{ at|" + how + " }}", at=None) == ""
