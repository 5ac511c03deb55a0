"""Production starts only with settings fit for it."""

from pathlib import Path

import pytest

from assess.app import create_app
from assess.config import EXAMPLE_SECRETS, Settings, UnsafeSettings

LONG = "x7" * 24


@pytest.mark.parametrize("secret", ["", "short", *sorted(EXAMPLE_SECRETS)])
def test_production_refuses_a_default_or_short_secret(secret: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="EXEMPLAR_SECRET_KEY"):
        create_app(Settings(environment="production", secret_key=secret, mail_server="smtp", data_dir=tmp_path))


def test_production_refuses_to_run_without_mail(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="EXEMPLAR_MAIL_SERVER"):
        Settings(environment="production", secret_key=LONG, data_dir=tmp_path).checked()


def test_development_makes_a_secret_once_that_only_its_owner_reads(tmp_path: Path) -> None:
    first = Settings(environment="development", secret_key="", data_dir=tmp_path).secret
    assert Settings(environment="development", secret_key="", data_dir=tmp_path).secret == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_each_purpose_has_a_secret_of_its_own(tmp_path: Path) -> None:
    settings = Settings(secret_key=LONG, data_dir=tmp_path)
    assert len({settings.derived(purpose) for purpose in ("session", "totp", "link cookie")}) == 3
