"""Production starts only with settings fit for it."""

from pathlib import Path

import pytest

from assess.app import create_app
from assess.config import EXAMPLE_SECRETS, Settings, UnsafeSettings

LONG = "x7" * 24
OTHER = "y3" * 24


@pytest.mark.parametrize("secret", ["", "short", *sorted(EXAMPLE_SECRETS)])
def test_production_refuses_a_default_or_short_secret(secret: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="EXEMPLAR_SECRET_KEY"):
        create_app(Settings(environment="production", secret_key=secret, mail_server="smtp", data_dir=tmp_path))


def test_production_refuses_to_run_without_mail(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="EXEMPLAR_MAIL_SERVER"):
        Settings(environment="production", secret_key=LONG, vault_key=OTHER, data_dir=tmp_path).checked()


@pytest.mark.parametrize("key", ["", "short", LONG, *sorted(EXAMPLE_SECRETS)])
def test_production_refuses_a_vault_without_a_key_of_its_own(key: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="EXEMPLAR_VAULT_KEY"):
        create_app(
            Settings(environment="production", secret_key=LONG, vault_key=key, mail_server="smtp", data_dir=tmp_path)
        )


def test_development_makes_its_secrets_once_that_only_their_owner_reads(tmp_path: Path) -> None:
    first, again = (Settings(environment="development", secret_key="", data_dir=tmp_path) for _ in range(2))
    assert (first.secret, first.vault_secret) == (again.secret, again.vault_secret)
    assert first.secret != first.vault_secret
    assert [(tmp_path / name).stat().st_mode & 0o077 for name in ("secret", "vault-key")] == [0, 0]


def test_the_vault_is_a_file_beside_a_file_and_a_schema_inside_postgresql(tmp_path: Path) -> None:
    postgresql = "postgresql+psycopg://exemplar@db/exemplar"
    assert Settings(data_dir=tmp_path).vault == f"sqlite:///{tmp_path}/vault.db"
    assert Settings(data_dir=tmp_path, database_url=postgresql).vault == postgresql
    own = "postgresql+psycopg://vault@elsewhere/vault"
    assert Settings(data_dir=tmp_path, database_url=postgresql, vault_url=own).vault == own


def test_each_purpose_has_a_secret_of_its_own(tmp_path: Path) -> None:
    settings = Settings(secret_key=LONG, data_dir=tmp_path)
    assert len({settings.derived(purpose) for purpose in ("session", "totp", "link cookie")}) == 3
