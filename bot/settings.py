"""All settings: typed, checked at start, secrets hidden. Nothing else reads the environment.

Read from the environment and from `.env`; the environment wins.
"""

from __future__ import annotations

import difflib
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import MissingSetting, UnknownSetting, WrongSetting
from bot.text.phones import parse as parse_phone

SHORTEST_SECRET = 32
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator can set; docs/settings.md is made from these descriptions."""

    model_config = SettingsConfigDict(
        env_prefix="SMSUP_", env_file=".env", extra="ignore", populate_by_name=True, frozen=True
    )

    port: int = Field(8000, ge=1, le=65535, description="port of the service")
    host: str = Field("127.0.0.1", description="address the service listens on")
    data_dir: Path = Field(Path("var"), description="folder of the database, the secret key and the model")
    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite in the data folder")
    carrier: Literal["simulator", "twilio"] = Field("simulator", description="who takes and brings SMS")
    public_url: str = Field("", description="where the carrier reaches the service, as it is typed at Twilio")
    secret_key: SecretStr = Field(SecretStr(""), description="encrypts phone numbers; made on first run")
    default_language: str = Field("en", description="language of an answer when nothing else tells")
    country: str = Field("", description="two-letter country whose national phone numbers are understood")
    timezone: str = Field("UTC", description="where the service's people live, such as Asia/Amman: when morning is")
    operator_phones: str = Field("", description="phones, +..., comma between them, that get what members report")
    owner_silence_days: int = Field(
        60, ge=7, description="days without a text from its owner after which a group is offered to another member"
    )
    posts_an_hour: int = Field(20, ge=1, description="most posts of a person in an hour")
    alerts_a_day: int = Field(3, ge=1, description="most alerts of a person in a day")
    asks_a_day: int = Field(10, ge=1, description="most questions of a person to leaders in a day")
    reports_a_day: int = Field(5, ge=1, description="most reports of a person in a day")
    invites_a_day: int = Field(10, ge=1, description="most phones that a person may invite in a day")
    groups_a_day: int = Field(5, ge=1, description="most groups that a person may make in a day")
    codes_an_hour: int = Field(5, ge=1, description="most codes that a person may ask for in an hour")
    guesses: int = Field(5, ge=2, description="texts in a row that are not understood; the last is answered by silence")
    group_posts_an_hour: int = Field(200, ge=1, description="most posts in a group in an hour")
    group_alerts_a_day: int = Field(10, ge=1, description="most alerts in a group in a day")
    brain_patience: int = Field(
        300, ge=0, description="seconds a free-form text waits for the brain before a guide is sent"
    )
    workers: int = Field(2, ge=1, le=64, description="threads that read the inbox, and as many that send")

    twilio_account_sid: str = Field("", validation_alias="TWILIO_ACCOUNT_SID", description="the account, AC...")
    twilio_auth_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="TWILIO_AUTH_TOKEN",
        description="its token; a comma list while it is being changed",
    )
    twilio_phone_number: str = Field(
        "", validation_alias="TWILIO_PHONE_NUMBER", description="the service's number, +..."
    )
    twilio_messaging_service_sid: str = Field(
        "",
        validation_alias="TWILIO_MESSAGING_SERVICE_SID",
        description="instead of a number: the messaging service, MG...",
    )
    twilio_api_url: str = Field("https://api.twilio.com", description="base address of Twilio's REST API")

    rasa_url: str = Field("http://127.0.0.1:5005", description="where the brain listens")
    rasa_token: SecretStr = Field(SecretStr(""), description="shared by service and brain; made from the key")

    @field_validator("public_url", "twilio_api_url", "rasa_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("must be the name of a time zone such as Asia/Amman") from error
        return value

    @field_validator("operator_phones")
    @classmethod
    def _are_phones(cls, value: str) -> str:
        wrong = [phone for phone in _listed(value) if not phone.startswith("+") or parse_phone(phone, None) is None]
        if wrong:
            raise ValueError("must be phone numbers with + and the country, with commas between them")
        return value

    @field_validator("country")
    @classmethod
    def _is_country(cls, value: str) -> str:
        if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
            raise ValueError("must be a two-letter country code such as MY")
        return value.upper()

    @field_validator("secret_key")
    @classmethod
    def _is_strong(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        if secret and (len(secret) < SHORTEST_SECRET or len(set(secret)) < SHORTEST_SECRET // 4):
            raise ValueError(f"weak, use {SHORTEST_SECRET} random characters or more")
        return value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'smsup.db'}"

    @property
    def public(self) -> str:
        return self.public_url or _here(self)

    @property
    def region(self) -> str | None:
        return self.country or None

    @property
    def operators(self) -> tuple[str, ...]:
        """In E.164."""
        phones = (parse_phone(phone, None) for phone in _listed(self.operator_phones))
        return tuple(phone for phone in phones if phone)

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """The tokens that may sign webhooks; the first is the one we send with."""
        tokens = self.twilio_auth_token.get_secret_value().split(",")
        return tuple(token.strip() for token in tokens if token.strip())

    def derive(self, purpose: str) -> str:
        """A secret of 64 hex digits for one purpose, made from the key: one key to keep, none to share."""
        key = self.secret_key.get_secret_value().encode()
        return hmac.new(key, purpose.encode(), hashlib.sha256).hexdigest()


def _listed(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def load(env_file: str | Path = ".env", **given: object) -> Settings:
    """Read and check the settings; make the secret key on the first run.

    Raises UnknownSetting, WrongSetting or MissingSetting.
    """
    _refuse_unknown(env_file)
    try:
        settings = Settings(_env_file=env_file, **given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongSetting(_name_of(first["loc"]), first["msg"].removeprefix("Value error, ")) from None
    return _complete(settings)


def _complete(settings: Settings) -> Settings:
    key = settings.secret_key.get_secret_value() or _key_on_disk(settings.data_dir)
    settings = settings.model_copy(update={"secret_key": SecretStr(key)})
    if not settings.rasa_token.get_secret_value():
        settings = settings.model_copy(update={"rasa_token": SecretStr(settings.derive("rasa token"))})
    if settings.carrier == "simulator":
        return _as_simulator(settings)
    _need_twilio(settings)
    return settings


def _as_simulator(settings: Settings) -> Settings:
    """The stand-in's account: what is set, else made from the key, so that nothing but the key needs keeping."""
    token = settings.twilio_auth_token.get_secret_value() or settings.derive("simulator token")[:32]
    return settings.model_copy(
        update={
            "twilio_account_sid": settings.twilio_account_sid or "AC" + settings.derive("simulator account")[:32],
            "twilio_auth_token": SecretStr(token),
            "twilio_phone_number": settings.twilio_phone_number or "+15550100000",
            "twilio_messaging_service_sid": "",
            "twilio_api_url": f"{_here(settings)}/simulator",
            "public_url": _here(settings),
        }
    )


def _here(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


def _need_twilio(settings: Settings) -> None:
    needed = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.auth_tokens,
        "SMSUP_PUBLIC_URL": settings.public_url or _is_stand_in(settings.twilio_api_url),
        "TWILIO_PHONE_NUMBER or TWILIO_MESSAGING_SERVICE_SID": settings.twilio_phone_number
        or settings.twilio_messaging_service_sid,
    }
    for name, value in needed.items():
        if not value:
            raise MissingSetting(name, "SMSUP_CARRIER=twilio")


def _is_stand_in(api_url: str) -> bool:
    """Somebody else's stand-in for Twilio, on this machine: it finds us without a public address."""
    return urlsplit(api_url).hostname in ("127.0.0.1", "localhost")


def _key_on_disk(folder: Path) -> str:
    """The key in the data folder, made when there is none. Of two processes that start at once, one makes it."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_key(path)
    key = path.read_text().strip()
    if len(key) < SHORTEST_SECRET:
        raise WrongSetting(
            "SMSUP_SECRET_KEY", f"the file {path.name} in the data folder is damaged; put the old one back"
        )
    return key


def _make_key(path: Path) -> None:
    draft = path.with_name(f"secret_key.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)  # whole or not at all, and the first one wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _refuse_unknown(env_file: str | Path) -> None:
    known = {name for field in Settings.model_fields for name in names(field)}
    for name in sorted({*os.environ, *dotenv_values(env_file)}):
        if name.upper().startswith("SMSUP_") and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            raise UnknownSetting(name, near[0] if near else None)


def names(field: str) -> tuple[str, ...]:
    """What a field is called in the environment."""
    alias = Settings.model_fields[field].validation_alias
    return (str(alias),) if alias else (f"SMSUP_{field.upper()}",)


def _name_of(location: tuple[int | str, ...]) -> str:
    field = str(location[0]) if location else "settings"
    return names(field)[0] if field in Settings.model_fields else field
