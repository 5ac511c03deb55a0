"""Every setting, typed, from the environment; the README's table lists them all."""

import hashlib
import hmac
import secrets
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scoring.calendar import Calendar
from scoring.money import is_money

#: Values that have stood in documentation; production refuses them.
EXAMPLE_SECRETS = frozenset({
    "change-me", "secret", "dev", "paste-64-random-characters-here", "paste-64-other-random-characters-here"
})  # fmt: skip
SHORTEST_SECRET = 32


class UnsafeSettings(Exception):
    """Production was asked for with settings that are only fit for development."""


class Settings(BaseSettings):
    """Settings are read from ``EXEMPLAR_*`` variables; durations are in the unit their name says."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_", extra="ignore")

    environment: Literal["development", "production", "testing"] = Field(
        "development", description="production refuses default secrets and demo accounts"
    )
    secret_key: str = Field(
        "", description="64 random characters; in development one is made and kept in the data folder"
    )
    data_dir: Path = Field(Path("var"), description="folder of the embedded database, the job queue and uploads")
    database_url: str = Field(
        "", description="empty: SQLite in the data folder; else postgresql+psycopg://user@host/name"
    )
    vault_key: str = Field(
        "",
        description="64 others: what candidates say voluntarily is sealed with them; in development made likewise",
    )
    vault_url: str = Field(
        "", description="where that is kept; empty: vault.db in the data folder, or schema vault of PostgreSQL"
    )
    vault_questions: str = Field(
        "general", description="what is asked: general, us (with race and ethnicity), none, or the path of a TOML file"
    )
    redis_url: str = Field("", description="empty: the job queue is a SQLite file; else redis://host/0")
    base_url: str = Field("http://127.0.0.1:8000", description="address people use; goes into links in mails")
    company: str = Field("Your company", description="name shown to candidates")
    timezone: str = Field("UTC", description="IANA name of the time zone interviews are planned and shown in")
    currency: str = Field(
        "",
        description="ISO 4217 code amounts are brought into, such as EUR; empty: the one most amounts of a role are in",
    )
    fiscal_year_start: int = Field(1, ge=1, le=12, description="month the company's year begins in, 1 to 12")
    fiscal_year_named: Literal["end", "start"] = Field(
        "end", description="FY26 is the company's year that ends in 2026, or that starts in it"
    )
    language: str = Field("en", description="language where the browser asks for none we have")
    mail_server: str = Field("", description="SMTP host; empty: mails are written to the log (development only)")
    mail_port: int = Field(587, description="SMTP port")
    mail_username: str = Field("", description="SMTP user")
    mail_password: str = Field("", description="SMTP password")
    mail_from: str = Field("exemplar@localhost", description="sender of mails")
    upload_megabytes: int = Field(100, description="largest upload accepted")
    session_hours: int = Field(12, description="a sign-in ends after this long")
    trusted_proxies: int = Field(0, description="reverse proxies in front whose forwarded headers are believed")
    bind: str = Field("127.0.0.1:8000", description="address the server listens on")
    workers: int = Field(2, description="web worker processes")
    threads: int = Field(4, description="threads per web worker")
    job_workers: int = Field(1, description="background worker processes")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"EXEMPLAR_TIMEZONE is no IANA time zone such as Europe/Berlin: {name}")
        return name

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, code: str) -> str:
        if code and not is_money(code):
            raise ValueError(f"EXEMPLAR_CURRENCY is no ISO 4217 code such as EUR: {code}")
        return code

    @property
    def calendar(self) -> Calendar:
        """The company's year."""
        return Calendar(self.fiscal_year_start, self.fiscal_year_named)

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.timezone)

    def checked(self) -> "Settings":
        """These settings, or UnsafeSettings when production lacks a real secret, a mail server or https."""
        if self.environment != "production":
            return self
        if len(self.secret_key) < SHORTEST_SECRET or self.secret_key in EXAMPLE_SECRETS:
            raise UnsafeSettings(
                f"EXEMPLAR_SECRET_KEY must hold at least {SHORTEST_SECRET} random characters; "
                'make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if len(self.vault_key) < SHORTEST_SECRET or self.vault_key in EXAMPLE_SECRETS | {self.secret_key}:
            raise UnsafeSettings(
                f"EXEMPLAR_VAULT_KEY must hold at least {SHORTEST_SECRET} random characters, others than "
                "EXEMPLAR_SECRET_KEY; it is made the same way"
            )
        if not self.mail_server:
            raise UnsafeSettings("EXEMPLAR_MAIL_SERVER is empty: links and password resets could not be sent.")
        return self

    @cached_property
    def secret(self) -> str:
        """The master secret; in development made once and kept in the data folder, readable by its owner only."""
        return self.secret_key or self._kept("secret")

    @cached_property
    def vault_secret(self) -> str:
        """The vault's own secret, made and kept like the master secret and never derived from it."""
        return self.vault_key or self._kept("vault-key")

    def _kept(self, name: str) -> str:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        path = self.data_dir / name
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text()

    def derived(self, purpose: str) -> str:
        """A secret for one purpose, so that none is used for two (HMAC-SHA256 of the purpose, hex)."""
        return hmac.new(self.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def database(self) -> str:
        """The database address in use."""
        if self.database_url:
            return self.database_url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{(self.data_dir / 'exemplar.db').resolve()}"

    @cached_property
    def vault(self) -> str:
        """The address of the vault in use; a file only where the main database is one: hosts may share no folder."""
        if self.vault_url or self.database_url.startswith("postgresql"):
            return self.vault_url or self.database_url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{(self.data_dir / 'vault.db').resolve()}"

    def flask(self) -> dict[str, Any]:
        """What Flask and its extensions want to know."""
        secure = self.base_url.startswith("https://")
        return {
            "SECRET_KEY": self.derived("session"),
            "TESTING": self.environment == "testing",
            "MAX_CONTENT_LENGTH": self.upload_megabytes * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "SQLALCHEMY_DATABASE_URI": self.database,
            # the words of a database error must not carry answers or names into the log
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": secure,
            "PERMANENT_SESSION_LIFETIME": self.session_hours * 3600,
            "WTF_CSRF_TIME_LIMIT": None,
            # asks for a Referer, which our own Referrer-Policy keeps browsers from sending; the token is what protects
            "WTF_CSRF_SSL_STRICT": False,
            "BABEL_DEFAULT_LOCALE": self.language,
            "BOOTSTRAP_SERVE_LOCAL": True,
            "MAIL_BACKEND": "smtp" if self.mail_server else ("locmem" if self.environment == "testing" else "console"),
            "MAIL_SERVER": self.mail_server,
            "MAIL_PORT": self.mail_port,
            "MAIL_USERNAME": self.mail_username,
            "MAIL_PASSWORD": self.mail_password,
            "MAIL_USE_TLS": bool(self.mail_server),
            "MAIL_DEFAULT_SENDER": self.mail_from,
            "EXEMPLAR": self,
        }
