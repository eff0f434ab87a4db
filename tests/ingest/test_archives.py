"""Archives and folders: what is in them arrives, what is hostile does nothing."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from sources.models import Article, BatchItem, IngestBatch, SourceContent, SourceFile
from sources.services.processing import process
from sources.services.progress import progress_of
from sources.services.unpacking import ArchiveError, unpack
from sources.services.uploading import HandedIn, Upload, UploadError, hand_in, pasted
from tests.ingest.archives import marked_encrypted, with_link, zipped

FLOOD = "Flood in Lorne\n\nPolice said 12 people were killed in Lorne."
STORM = "Storm in Dell\n\nPolice said 3 people were injured in Dell."


@pytest.fixture
def send(analyst):
    def sent(*files: tuple[str, str | bytes], key: str = "", urls: tuple[str, ...] = ()):
        uploads = [
            Upload(name, io.BytesIO(data.encode() if isinstance(data, str) else data))
            for name, data in files
        ]
        handed = HandedIn(files=uploads, urls=urls, key=key)
        return hand_in(handed=handed, channel=IngestBatch.Channel.WEB, by=analyst).batch

    return sent


def refusals(batch: IngestBatch) -> dict[str, str]:
    return dict(batch.items.filter(state="failed").values_list("name", "error_code"))


def read_all() -> None:
    for pk in SourceFile.objects.filter(state="received").values_list("pk", flat=True):
        process(pk)


def test_the_files_of_an_archive_become_articles_with_what_it_tells_about_them(send):
    send(
        (
            "news.zip",
            zipped(
                {
                    "lorne/flood.txt": FLOOD,
                    "lorne/flood.json": json.dumps({"outlet": "Lorne Mail"}),
                    "dell/storm.txt": STORM,
                    "dell/manifest.jsonl": json.dumps(
                        {"file": "storm.txt", "outlet": "Dell Daily"}
                    ),
                    "__MACOSX/lorne/._flood.txt": "resource fork",
                    "lorne/.hidden": "nothing",
                }
            ),
        )
    )
    read_all()
    assert dict(BatchItem.objects.values_list("name", "source_file__article__outlet__name")) == {
        "news.zip/lorne/flood.txt": "Lorne Mail",
        "news.zip/dell/storm.txt": "Dell Daily",
    }


def test_files_of_one_upload_tell_about_each_other_folder_by_folder(send):
    send(
        ("a/flood.txt", FLOOD),
        ("a/manifest.jsonl", json.dumps({"file": "flood.txt", "outlet": "Lorne Mail"})),
        ("b/flood.txt", STORM),
        ("b/flood.txt.json", json.dumps({"outlet": "Dell Daily"})),
    )
    read_all()
    assert dict(Article.objects.values_list("source_file__name", "outlet__name")) == {
        "a/flood.txt": "Lorne Mail",
        "b/flood.txt": "Dell Daily",
    }


def test_paths_out_of_the_archive_are_labels_and_lead_nowhere(send, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    batch = send(
        (
            "x.zip",
            zipped({"../../etc/passwd.txt": FLOOD, "/root.txt": STORM, "C:\\win.txt": "A\n\nB"}),
        )
    )
    names = set(batch.items.values_list("name", flat=True))
    assert names == {"x.zip/etc/passwd.txt", "x.zip/root.txt", "x.zip/win.txt"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("entry", "archive", "code"),
    [
        ("a.txt", marked_encrypted(zipped({"a.txt": FLOOD})), "encrypted"),
        ("inner.zip", zipped({"inner.zip": zipped({"a.txt": FLOOD})}), "nested_archive"),
        ("all.tar.gz", zipped({"all.tar.gz": b"\x1f\x8b"}), "nested_archive"),
        ("link.txt", with_link("link.txt", "/etc/passwd"), "link"),
        ("a.txt", zipped({"a.txt": FLOOD}, compression=zipfile.ZIP_LZMA), "unknown_compression"),
    ],
)
def test_an_entry_that_is_not_taken_in_says_why_and_the_rest_goes_on(send, entry, archive, code):
    batch = send(("x.zip", archive), ("storm.txt", STORM))
    assert refusals(batch) == {f"x.zip/{entry}": code}
    assert batch.items.get(state="received").name == "storm.txt"


def test_an_entry_over_the_limit_is_refused_alone(send, settings):
    settings.MAX_FILE_BYTES = 200
    batch = send(("x.zip", zipped({"long.txt": FLOOD * 9, "short.txt": FLOOD})))
    assert refusals(batch) == {"x.zip/long.txt": "too_large"}
    assert SourceFile.objects.get().name == "x.zip/short.txt"


def test_a_damaged_entry_is_refused_alone(send):
    archive = zipped({"a.txt": FLOOD, "b.txt": STORM}, compression=zipfile.ZIP_STORED)
    batch = send(("x.zip", archive.replace(b"Flood in Lorne", b"Blood in Lorne")))
    assert refusals(batch) == {"x.zip/a.txt": "broken_archive"}
    assert SourceFile.objects.get().name == "x.zip/b.txt"


@pytest.mark.parametrize(
    ("limit", "value", "code", "words"),
    [
        ("MAX_ZIP_RATIO", 100, "archive_ratio", "CLAIMBASE_MAX_ZIP_RATIO"),
        ("MAX_UNPACKED_BYTES", 1 << 20, "archive_unpacks_too_large", "CLAIMBASE_MAX_UNPACKED_MB"),
        ("MAX_ZIP_BYTES", 100, "archive_too_large", "CLAIMBASE_MAX_ZIP_MB"),
        ("MAX_UPLOAD_FILES", 1, "too_many_files", "CLAIMBASE_MAX_UPLOAD_FILES"),
    ],
)
def test_an_archive_over_a_limit_leaves_nothing_and_names_the_limit(
    send, settings, limit, value, code, words
):
    setattr(settings, limit, value)
    length = 3 << 20 if code != "too_many_files" else 300
    batch = send(("bomb.zip", zipped({"small.txt": FLOOD, "zeros.txt": b"0" * length})))
    (item,) = batch.items.all()
    assert (item.name, item.error_code) == ("bomb.zip", code)
    assert words in item.error
    assert not SourceContent.objects.exists()


def test_entries_that_claim_the_bytes_of_another_are_refused():
    archive = zipped({"a.txt": bytes(600_000)})
    directory = archive[archive.index(b"PK\x01\x02") : archive.index(b"PK\x05\x06")]
    start = archive.index(b"PK\x01\x02")
    many = b"".join(directory.replace(b"a.txt", b"%05d" % n) for n in range(40))
    forged = archive[:start] + many
    end = archive[archive.index(b"PK\x05\x06") :]
    forged += end[:8] + (40).to_bytes(2, "little") * 2 + len(many).to_bytes(4, "little")
    forged += start.to_bytes(4, "little") + b"\0\0"
    found = list(unpack(io.BytesIO(forged), name="x.zip", room=100))
    assert [one.refused.code for one in found if one.refused] == ["broken_archive"] * 40


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_an_archive"),
        (b"just text", "not_an_archive"),
        (zipped({"a.txt": FLOOD})[:-30], "not_an_archive"),
        (zipped({}), "empty_archive"),
        (zipped({"folder/": b""}), "empty_archive"),
        (b"PK\x05\x06" + b"\xff" * 18, "too_many_files"),
    ],
)
def test_what_only_calls_itself_an_archive_is_refused_with_words(data, code):
    with pytest.raises(ArchiveError) as refused:
        list(unpack(io.BytesIO(data), name="x.zip", room=100))
    assert refused.value.code == code


def test_an_archive_with_an_entry_that_has_no_name_is_broken():
    nameless = zipped({"a.txt": FLOOD}).replace(b"a.txt", b"\0.txt")
    with pytest.raises(ArchiveError) as refused:
        list(unpack(io.BytesIO(nameless), name="x.zip", room=100))
    assert "an entry has no name" in str(refused.value)


@fuzzing(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_an_archive_raises_anything_else(data):
    archive = bytearray(zipped({"a/b.txt": FLOOD, "a/b.json": '{"outlet": "Lorne Mail"}'}))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = list(unpack(io.BytesIO(bytes(archive)), name="x.zip", room=100))
    except ArchiveError:
        return
    assert all(one.name.startswith("x.zip/") for one in found)


@pytest.mark.parametrize(
    "told", ['{"outlet": "\\u0000"}', '{"a": "\\ud800"}', '{"a": NaN}', "[1]", "{"]
)
def test_a_sidecar_that_cannot_be_kept_fails_its_file_with_words(send, told):
    batch = send(("x.zip", zipped({"a.txt": FLOOD, "a.json": told})))
    file = batch.items.get().source_file
    assert (file.state, file.error_code) == ("failed", "bad_sidecar")


def test_what_is_sent_again_under_the_same_key_arrives_once(send):
    first = send(("a.txt", FLOOD), ("x.zip", zipped({"b.txt": STORM, "c.7z": b"7z"})), key="visit")
    second = send(("a.txt", FLOOD), ("x.zip", zipped({"b.txt": STORM, "c.7z": b"7z"})), key="visit")
    assert first == second
    assert first.items.count() == 3
    assert progress_of([first])[first.pk].duplicates == 0
    third = send(("d.txt", "Title\n\nText."), key="visit")
    assert third == first
    assert first.items.count() == 4


def test_two_people_never_share_a_batch_by_their_keys(send, editor):
    mine = send(("a.txt", FLOOD), key="visit")
    handed = HandedIn(files=[pasted(STORM, {})], key="visit")
    assert hand_in(handed=handed, channel=IngestBatch.Channel.WEB, by=editor).batch != mine


def test_a_batch_holds_no_more_than_its_limit_however_it_is_sent(send, settings):
    settings.MAX_UPLOAD_FILES = 2
    batch = send(("a.txt", FLOOD), ("b.txt", STORM), key="visit")
    assert send(("b.txt", STORM), key="visit") == batch
    with pytest.raises(UploadError, match="3 files are more than the 2"):
        send(("c.txt", "Title\n\nText."), key="visit")
    with pytest.raises(UploadError, match="CLAIMBASE_MAX_UPLOAD_FILES"):
        send(("a.txt", FLOOD), ("b.txt", STORM), ("c.txt", "Title\n\nText."))
    assert IngestBatch.objects.count() == 1


def test_a_file_that_only_tells_about_others_is_nothing_to_read(send):
    with pytest.raises(UploadError, match="only tells about others"):
        send(("manifest.jsonl", "{}"))


def test_the_command_takes_archives_and_tells_what_it_refused(db, tmp_path: Path, capsys):
    (tmp_path / "x.zip").write_bytes(zipped({"a.txt": FLOOD, "b.zip": b"PK"}))
    with pytest.raises(CommandError, match="1 of 2 files failed"):
        call_command("ingest", str(tmp_path), "--local")
    assert Article.objects.get().title == "Flood in Lorne"
    assert "an archive inside an archive" in capsys.readouterr().err
