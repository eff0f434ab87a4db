"""The embedded servers: started on need, kept while held, never left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from claimbase.embedded import EmbeddedError, addresses, hold
from claimbase.embedded.processes import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent


def processes_of(data: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(data) in command and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def has_ended(pid: int) -> bool:
    """Gone or a zombie: only then its locks are free (its command line vanishes earlier)."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except OSError:
        return True


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@linux
@pytest.mark.parametrize("name", ["plain", "with a space", "x" * 120])
def test_servers_live_as_long_as_somebody_holds_them(tmp_path, name):
    data = tmp_path / name
    first, second = hold(data, durable=False), hold(data, durable=False)
    first.release()
    with psycopg.connect(second.where.database_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert redis.Redis(unix_socket_path=str(second.where.valkey_socket)).ping()
    second.release()
    assert wait_until(lambda: not processes_of(data), seconds=20)


HOLDER = "import sys, time; from pathlib import Path; from claimbase.embedded import hold; h = hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"


@linux
def test_data_survives_and_nothing_is_left_when_holder_and_keeper_are_killed(tmp_path):
    data = tmp_path / "data"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with psycopg.connect(addresses(data).database_url, autocommit=True) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (7)")
    killed = processes_of(data)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    holder.wait(10)
    assert wait_until(lambda: all(map(has_ended, killed)), seconds=20)
    assert not processes_of(data)

    again = hold(data)
    with psycopg.connect(again.where.database_url) as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)
    again.release()


def test_a_server_that_cannot_start_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("PG_BIN_DIR", str(tmp_path))
    monkeypatch.setattr("claimbase.embedded.binaries._package_dir", lambda name: None)
    broken = tmp_path / "postgres"
    broken.mkdir()
    (broken / "PG_VERSION").write_text("9\n")
    monkeypatch.delenv("PG_BIN_DIR")
    with pytest.raises(EmbeddedError, match="was made by PostgreSQL 9"):
        hold(tmp_path)


def test_a_long_path_gets_short_sockets(tmp_path):
    short, long = addresses(tmp_path / "d"), addresses(tmp_path / ("x" * 120))
    assert short.sockets.is_relative_to(tmp_path)
    assert not long.sockets.is_relative_to(tmp_path)
    assert len(str(long.sockets)) < 80
