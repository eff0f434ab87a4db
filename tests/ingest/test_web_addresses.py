"""Web addresses: fetched from the open internet only, within limits, each failure told."""

import gzip
import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address, ip_network

import pytest
import trustme
from django.utils import timezone

from sources.models import BatchItem, IngestBatch, SourceFile
from sources.services.batches import cancel_batch, retry_batch
from sources.services.processing import process
from sources.services.progress import progress_of
from sources.services.uploading import HandedIn, UploadError, hand_in
from sources.services.web_addresses import FetchError, is_public
from sources.services.web_fetching import fetch
from sources.services.web_items import fetch_item, unfetched_and_silent
from tests.ingest.website import Serving, Website, drip, page, redirect

ARTICLE = (
    "<!doctype html><html><head><title>Flood in Lorne</title></head><body><article>"
    "<h1>Flood in Lorne</h1><p>Police said 12 people were killed in Lorne on Monday, and many more "
    "had to leave their houses.</p></article></body></html>"
)


@pytest.fixture
def site(settings) -> Iterator[Website]:
    """The outside world; 127.0.0.1, and nothing else of this machine, may be fetched from."""
    settings.FETCH_PRIVATE = (ip_network("127.0.0.1"),)
    serving = Serving()
    yield serving.site
    serving.stop()


@pytest.fixture
def batch_of(analyst):
    def made(*urls: str) -> IngestBatch:
        handed = HandedIn(urls=urls)
        return hand_in(handed=handed, channel=IngestBatch.Channel.WEB, by=analyst).batch

    return made


def failure(url: str) -> str:
    with pytest.raises(FetchError) as refused:
        fetch(url)
    assert refused.value.message
    return refused.value.code


def test_an_address_becomes_an_article_that_knows_where_it_is_from(site, batch_of):
    site.pages["/flood?id=7&utm_source=letter"] = page(ARTICLE)
    batch = batch_of(site.url("/flood?id=7&utm_source=letter#comments"))
    item = batch.items.get()
    assert item.state == BatchItem.State.WAITING
    fetch_item(item.pk)
    fetch_item(item.pk)
    process(SourceFile.objects.get().pk)
    item.refresh_from_db()
    assert item.source_file.article.title == "Flood in Lorne"
    assert item.source_file.article.url == site.url("/flood?id=7")
    assert len(site.asked) == 1


def test_a_page_is_read_as_a_page_whatever_stands_before_it(site, batch_of):
    site.pages["/flood"] = page(f"<!-- {'made by a machine ' * 20} -->\n{ARTICLE}")
    fetch_item(batch_of(site.url("/flood")).items.get().pk)
    process(SourceFile.objects.get().pk)
    assert "<p>" not in SourceFile.objects.get().article.text


def test_redirects_are_followed_to_the_address_that_is_kept(site):
    site.pages |= {"/a": redirect("/b"), "/b": redirect(site.url("/c")), "/c": page(ARTICLE)}
    assert fetch(site.url("/a")).url == site.url("/c")


def test_redirects_in_a_circle_end(site):
    site.pages["/a"] = redirect("/a")
    assert failure(site.url("/a")) == "too_many_redirects"
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.2]/", "http://0.0.0.1/",
    ],
)  # fmt: skip
def test_a_redirect_into_our_own_network_is_refused(site, target):
    site.pages["/a"] = redirect(target)
    assert failure(site.url("/a")) == "forbidden_host"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)"]
)
def test_a_redirect_to_anything_but_the_web_is_refused(site, target):
    site.pages["/a"] = redirect(target)
    assert failure(site.url("/a")) == "bad_url"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1",
        "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1",
        "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::",
        "2001:db8::1", "100::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet_are_known(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1"])
def test_addresses_of_the_open_internet_are_known(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "written",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]"],
)
def test_without_leave_this_machine_is_not_fetched_from_however_it_is_written(written):
    assert failure(f"http://{written}/") == "forbidden_host"


def resolving_to(monkeypatch, *answers: str) -> list[str]:
    """Every name has these addresses, one at each time it is looked up."""
    asked: list[str] = []
    left = list(answers)
    real = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        if host[0].isdigit():
            return real(host, port, *args, **options)
        asked.append(host)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    site.pages["/a"] = page(ARTICLE)
    asked = resolving_to(monkeypatch, "127.0.0.1", "127.0.0.2")
    assert fetch(site.url("/a", host="news.example")).data
    assert asked == ["news.example"]
    assert site.asked == [("/a", f"news.example:{site.port}")]


def test_a_name_that_leads_into_our_own_network_is_refused(site, monkeypatch):
    resolving_to(monkeypatch, "192.168.1.1")
    assert failure("http://news.example/") == "forbidden_host"


def test_only_the_ports_of_the_web_are_asked(monkeypatch):
    resolving_to(monkeypatch, "93.184.215.14")
    assert failure("http://news.example:22/") == "forbidden_host"


def test_a_server_has_to_prove_the_name_it_was_asked_by(settings, monkeypatch, tmp_path):
    settings.FETCH_PRIVATE = (ip_network("127.0.0.1"),)
    resolving_to(monkeypatch, "127.0.0.1")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    serving = Serving(context)
    serving.site.pages["/a"] = page(ARTICLE)
    try:
        assert failure(serving.site.url("/a", host="news.example")) == "bad_certificate"
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert fetch(serving.site.url("/a", host="news.example")).data == ARTICLE.encode()
        assert failure(serving.site.url("/a", host="other.example")) == "bad_certificate"
    finally:
        serving.stop()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page("gone", 410), "http_410"),
        (page("no", 500), "http_500"),
        (page(b"\x89PNG", Content_Type="image/png"), "not_readable"),
        (page("{}", Content_Type="application/json"), "not_readable"),
        (page(b"x" * 5000), "too_large"),
        (page(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "too_large"),
        (page(ARTICLE, Content_Length="99999"), "unreachable"),
        (page(b"not gzip", Content_Encoding="gzip"), "unreachable"),
    ],
)
def test_what_is_no_article_is_refused_by_what_the_server_says(site, settings, answer, code):
    settings.MAX_FILE_BYTES = 4000
    site.pages["/a"] = answer
    assert failure(site.url("/a")) == code


@pytest.mark.parametrize(
    "first", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_a_server_that_drips_is_cut_off(site, settings, first):
    settings.FETCH_SECONDS = 1
    site.pages["/a"] = drip(first, b"x", 0.1, 100)
    assert failure(site.url("/a")) == "too_slow"


def test_nobody_at_the_address_is_told_as_such(settings):
    settings.FETCH_PRIVATE = (ip_network("127.0.0.1"),)
    assert failure("http://127.0.0.1:1/") == "unreachable"
    assert failure("http://no-such-host.invalid/") == "unknown_host"


@pytest.mark.parametrize(
    "url",
    ["news", "ftp://news.example/", "http://", "http://a b/", "http://me:secret@news.example/"],
)
def test_what_is_no_web_address_is_refused_before_anything_is_stored(batch_of, url):
    with pytest.raises(UploadError):
        batch_of("https://news.example/a", url)
    assert not IngestBatch.objects.exists()


def test_a_failure_is_told_and_can_be_tried_again(site, batch_of):
    batch = batch_of(site.url("/a"))
    fetch_item(batch.items.get().pk)
    item = batch.items.get()
    assert (item.state, item.error_code, item.is_retryable) == ("failed", "http_404", True)
    assert progress_of([batch])[batch.pk].state == "failed"
    site.pages["/a"] = page(ARTICLE)
    assert retry_batch(batch=batch) == 1
    fetch_item(item.pk)
    assert batch.items.get().source_file.state == "received"


def test_the_same_address_twice_is_fetched_once(site, batch_of):
    assert batch_of(site.url("/a"), site.url("/a#top")).items.count() == 1


def test_what_is_called_off_is_not_fetched(site, batch_of):
    batch = batch_of(site.url("/a"))
    assert cancel_batch(batch=batch) == 1
    fetch_item(batch.items.get().pk)
    assert batch.items.get().state == "cancelled"
    assert site.asked == []


def test_an_address_whose_message_or_worker_got_lost_is_found_again(site, batch_of):
    site.pages["/a"] = page(ARTICLE)
    item = batch_of(site.url("/a")).items.get()
    assert unfetched_and_silent() == []
    BatchItem.objects.filter(pk=item.pk).update(
        state="fetching", heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    assert unfetched_and_silent() == [item.pk]
    fetch_item(item.pk)
    item.refresh_from_db()
    assert item.state == "received"


def test_an_address_that_ends_its_worker_each_time_is_given_up(site, batch_of, settings):
    item = batch_of(site.url("/a")).items.get()
    BatchItem.objects.filter(pk=item.pk).update(attempts=settings.MAX_ATTEMPTS)
    fetch_item(item.pk)
    item.refresh_from_db()
    assert (item.state, item.error_code) == ("failed", "too_many_attempts")


def test_workers_know_the_tasks_they_are_woken_for(
    site, batch_of, monkeypatch, django_capture_on_commit_callbacks
):
    from claimbase.celery import app

    woken: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: woken.append(name))
    site.pages["/a"] = page(ARTICLE)
    with django_capture_on_commit_callbacks(execute=True):
        item = batch_of(site.url("/a")).items.get()
        fetch_item(item.pk)
    assert woken == ["sources.tasks.fetch_item", "sources.tasks.process_source_file"]
    app.loader.import_default_modules()
    assert set(woken) <= set(app.tasks)
