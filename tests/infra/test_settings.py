"""Configuration: loud when wrong, safe when in production."""

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "CLAIMBASE_ENV": "production",
    "CLAIMBASE_SECRET_KEY": "k" * 60 + "0123456789abcdefgh",
    "CLAIMBASE_ALLOWED_HOSTS": "claims.example.org",
    "DATABASE_URL": "postgresql://u:p@127.0.0.1/claimbase",
    "REDIS_URL": "redis://127.0.0.1",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("CLAIMBASE") and k not in ("DATABASE_URL", "REDIS_URL")
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_settings_pass_djangos_deployment_checks():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"CLAIMBASE_SECRET_KEY": ""}, "CLAIMBASE_SECRET_KEY is not set"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL has to look like"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL has to look like"),
        ({"CLAIMBASE_ENV": "staging"}, "is not one of: local, production"),
        ({"CLAIMBASE_MAX_FILE_MB": "many"}, "CLAIMBASE_MAX_FILE_MB='many' is not a whole number"),
        ({"CLAIMBASE_FIGURE_TOLERANCE": "7"}, "CLAIMBASE_FIGURE_TOLERANCE=7 has to be"),
        ({"CLAIMBASE_DEBUG": "perhaps"}, "is neither yes nor no"),
        ({"CLAIMBASE_MAIL_URL": "mail.example.org"}, "CLAIMBASE_MAIL_URL has to look like"),
        ({"CLAIMBASE_MAIL_URL": "smtp://h?tls=1"}, "knows one option only: ?starttls=no"),
        ({"CLAIMBASE_SECRET_KEY": "", "CLAIMBASE_SECRET_KEY_FILE": "/none"}, "cannot be read"),
    ],
)
def test_a_wrong_variable_stops_the_start_by_name(changes, message):
    result = manage("check", **{**PRODUCTION, **changes})
    assert result.returncode != 0
    assert message in result.stderr


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://ada:p%40ss@mail.example.org", 587, False, True),
        ("smtps://ada:p%40ss@mail.example.org", 465, True, False),
        ("smtp://ada:p%40ss@mail.example.org:25?starttls=no", 25, False, False),
    ],
)
def test_a_mail_server_is_one_address(url, port, ssl, tls):
    from claimbase import env

    assert env.mail(url) == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "ada",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls,
    }


def test_production_without_host_names_is_an_error_with_a_hint():
    result = manage("check", "--deploy", **{**PRODUCTION, "CLAIMBASE_ALLOWED_HOSTS": ""})
    assert "claimbase.E001" in result.stderr
    assert "HINT" in result.stderr


def test_a_local_key_is_made_once_and_kept_to_oneself(tmp_path):
    from claimbase.local_secret import local_secret_key

    key = local_secret_key(tmp_path)
    assert local_secret_key(tmp_path) == key
    assert len(key) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_every_vendored_file_is_what_was_recorded():
    vendor = ROOT / "static" / "vendor"
    for name, entry in json.loads((vendor / "VENDOR.json").read_text()).items():
        for file, digest in entry["sha256"].items():
            assert sha256((vendor / name / file).read_bytes()).hexdigest() == digest


def test_the_readme_names_every_variable_and_no_other():
    code = "".join(p.read_text() for p in (ROOT / "claimbase").rglob("*.py"))
    used = set(re.findall(r'"(CLAIMBASE_[A-Z_]+|DATABASE_URL|REDIS_URL)"', code)) - {
        "CLAIMBASE_SECRET_KEY_FILE"
    }
    table = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.M))
    assert table >= used
    assert {name for name in table if name.startswith("CLAIMBASE")} <= used


def test_every_lock_is_pinned_by_hash_and_names_no_index():
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text()
        assert "index-url" not in text
        assert "://" not in text
        requirements = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert requirements
        assert all(line.rstrip().endswith("\\") for line in requirements)


def test_no_migration_is_missing(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
