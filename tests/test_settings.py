"""Settings: checked at start, secrets hidden, typing mistakes refused."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import MissingSetting, SettingsError, UnknownSetting, WrongSetting
from bot.settings import Settings, load

KEY = "Zq8vX2mN5tR7wB1cK4hJ6yP9sD3fG0aL"
TWILIO = {
    "SMSUP_CARRIER": "twilio",
    "SMSUP_PUBLIC_URL": "https://sms.example.org/",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a-new-token, an-old-token",
    "TWILIO_PHONE_NUMBER": "+15550100000",
}


def given(patch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        patch.setenv(name, value)


def test_nothing_needs_to_be_set_for_the_simulator(tmp_path: Path) -> None:
    settings = load()
    assert (settings.port, settings.carrier, settings.default_language) == (8000, "simulator", "en")
    assert settings.database == f"sqlite:///{Path.cwd() / 'var' / 'smsup.db'}"
    assert settings.twilio_api_url == "http://127.0.0.1:8000/simulator"
    assert settings.auth_tokens


def test_the_key_is_made_once_and_only_its_owner_may_read_it() -> None:
    first, again = load(), load()
    assert first.secret_key == again.secret_key
    assert len(first.secret_key.get_secret_value()) >= 32
    assert stat.S_IMODE(Path("var/secret_key").stat().st_mode) == 0o600


def test_processes_that_start_at_once_share_one_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = {future.result().secret_key.get_secret_value() for future in [pool.submit(load) for _ in range(8)]}
    assert len(keys) == 1
    assert [path.name for path in Path("var").iterdir()] == ["secret_key"]


def test_a_damaged_key_stops_the_start() -> None:
    load()
    Path("var/secret_key").write_text("")
    with pytest.raises(WrongSetting, match="SMSUP_SECRET_KEY"):
        load()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SMSUP_PORT=8001\nSMSUP_COUNTRY=my\n")
    given(monkeypatch, {"SMSUP_PORT": "8002"})
    settings = load()
    assert (settings.port, settings.country, settings.region) == (8002, "MY", "MY")


@pytest.mark.parametrize(("name", "nearest"), [("SMSUP_PROT", "SMSUP_PORT"), ("SMSUP_XQZWV", None)])
@pytest.mark.parametrize("where", ["environment", "file"])
def test_a_setting_that_nobody_reads_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, nearest: str | None, where: str
) -> None:
    if where == "file":
        Path(".env").write_text(f"{name}=1\n")
    else:
        monkeypatch.setenv(name, "1")
    with pytest.raises(UnknownSetting) as refused:
        load()
    assert (refused.value.name, refused.value.nearest) == (name, nearest)


WRONG = {
    "a port that is no number": {"SMSUP_PORT": "eight"},
    "a port that is none": {"SMSUP_PORT": "0"},
    "a carrier that is not there": {"SMSUP_CARRIER": "pigeon"},
    "an address without http": {"SMSUP_PUBLIC_URL": "sms.example.org"},
    "a country in words": {"SMSUP_COUNTRY": "Malaysia"},
    "a key that is short": {"SMSUP_SECRET_KEY": "short"},
    "a key of one letter": {"SMSUP_SECRET_KEY": "a" * 64},
    "no workers": {"SMSUP_WORKERS": "0"},
    "patience below nothing": {"SMSUP_BRAIN_PATIENCE": "-1"},
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_right_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    given(monkeypatch, values)
    with pytest.raises(WrongSetting) as refused:
        load()
    named = next(iter(values))
    assert refused.value.name == named or named in str(refused.value)
    assert values[named] not in str(refused.value) or named != "SMSUP_SECRET_KEY"


@pytest.mark.parametrize("missing", sorted(TWILIO.keys() - {"SMSUP_CARRIER"}))
def test_twilio_needs_its_own_settings(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    given(monkeypatch, {name: value for name, value in TWILIO.items() if name != missing})
    with pytest.raises(MissingSetting) as refused:
        load()
    assert missing in refused.value.name


def test_a_messaging_service_stands_for_a_phone_number(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {**TWILIO, "TWILIO_MESSAGING_SERVICE_SID": "MG" + "1" * 32}
    given(monkeypatch, {name: value for name, value in values.items() if name != "TWILIO_PHONE_NUMBER"})
    assert load().twilio_messaging_service_sid == "MG" + "1" * 32


def test_tokens_are_a_list_while_they_are_rotated(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TWILIO)
    assert load().auth_tokens == ("a-new-token", "an-old-token")


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {**TWILIO, "SMSUP_SECRET_KEY": KEY, "SMSUP_RASA_TOKEN": "a-token-that-is-secret"})
    shown = repr(load()) + str(load())
    for secret in (KEY, "a-new-token", "an-old-token", "a-token-that-is-secret"):
        assert secret not in shown


def test_secrets_for_different_purposes_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMSUP_SECRET_KEY", KEY)
    settings = load()
    assert settings.derive("one") == settings.derive("one") != settings.derive("other")
    assert KEY not in settings.derive("one")


def test_every_setting_says_what_it_is_for() -> None:
    silent = [
        name
        for name, field in Settings.model_fields.items()
        if not field.description and not name.startswith("twilio_")
    ]
    assert silent == []


def test_every_settings_error_is_told_in_one_plain_line() -> None:
    errors: list[SettingsError] = [
        UnknownSetting("SMSUP_PROT", "SMSUP_PORT"),
        WrongSetting("SMSUP_PORT", "must be a number"),
        MissingSetting("TWILIO_AUTH_TOKEN", "SMSUP_CARRIER=twilio"),
    ]
    assert all("\n" not in str(error) and error.name in str(error) for error in errors)  # type: ignore[attr-defined]


def test_the_stand_in_plays_the_account_that_is_set_and_never_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {**TWILIO, "SMSUP_CARRIER": "simulator"})
    settings = load()
    assert (settings.twilio_account_sid, settings.auth_tokens[0]) == (TWILIO["TWILIO_ACCOUNT_SID"], "a-new-token")
    assert settings.twilio_api_url == "http://127.0.0.1:8000/simulator", "a simulator that texts real phones"
    assert settings.public == "http://127.0.0.1:8000"


def test_somebody_elses_stand_in_on_this_machine_needs_no_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {name: value for name, value in TWILIO.items() if name != "SMSUP_PUBLIC_URL"}
    given(monkeypatch, {**here, "SMSUP_TWILIO_API_URL": "http://127.0.0.1:9999"})
    assert load().public == "http://127.0.0.1:8000"
