from __future__ import annotations

import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.configuration import load_settings
from invoice_ocr.readers.endpoint.secret import Secret

URL = "http://127.0.0.1:8000/v1"


@pytest.fixture
def config(tmp_path, monkeypatch):
    def write(text):
        path = tmp_path / "settings.toml"
        path.write_text(text, "utf-8")
        monkeypatch.setenv("INVOICE_OCR_CONFIG", str(path))

    return write


def test_a_named_profile_and_a_key_are_enough(monkeypatch):
    monkeypatch.setenv("INVOICE_OCR_PROFILE", "deepseek")
    monkeypatch.setenv("INVOICE_OCR_API_KEY", " sk-1234\n")
    settings = load_settings()
    assert (settings.url, settings.model) == ("https://api.deepseek.com/chat/completions", "deepseek-flash")
    assert settings.api_key == Secret("sk-1234")


def test_three_variables_are_enough(monkeypatch):
    for name, value in {"BASE_URL": "https://api.mistral.ai/v1/", "API_KEY": "k-1234", "MODEL": "pixtral"}.items():
        monkeypatch.setenv(f"INVOICE_OCR_{name}", value)
    settings = load_settings()
    assert (settings.base_url, settings.model, settings.profile.name) == (
        "https://api.mistral.ai/v1",
        "pixtral",
        "mistral",
    )


def test_code_goes_before_the_environment_and_that_before_the_file(monkeypatch, config):
    config(
        f'base_url = "{URL}"\nmodel = "of-the-file"\nstream = true\nspend_cap = "5.00"\n'
        "[limits]\ntotal_s = 60\nattempts = 2\nread_s = 3\n"
        "[overrides]\nimage_side = 1000\npieces = 2\n[price]\ninput = 0.1\noutput = 0.2"
    )
    monkeypatch.setenv("INVOICE_OCR_MODEL", "of-the-environment")
    monkeypatch.setenv("INVOICE_OCR_LIMITS_ATTEMPTS", "3")
    monkeypatch.setenv("INVOICE_OCR_LIMITS_READ_S", "4.5")
    monkeypatch.setenv("INVOICE_OCR_OVERRIDES_TEMPERATURES", "[]")
    monkeypatch.setenv("INVOICE_OCR_OVERRIDES_JSON_MODE", "json_schema")
    settings = load_settings(limits={"read_s": 9}, overrides={"pieces": 3}, cache=Path("x"))
    assert (settings.model, settings.stream, settings.cache) == ("of-the-environment", True, Path("x"))
    assert (settings.limits.total_s, settings.limits.attempts, settings.limits.read_s) == (60, 3, 9)
    assert (settings.profile.image_side, settings.profile.pieces, settings.profile.temperatures) == (1000, 3, ())
    assert settings.profile.json_mode == "json_schema"
    assert settings.spend_cap == Decimal("5.00")
    assert settings.price is not None
    assert settings.price.input == Decimal("0.1")


def test_a_key_in_the_environment_goes_before_any_in_the_file(monkeypatch, config):
    config(f'base_url = "{URL}"\nmodel = "m"\napi_key_command = "false"')
    monkeypatch.setenv("INVOICE_OCR_API_KEY", "sk-env1")
    assert load_settings().api_key == Secret("sk-env1")


def test_the_key_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("sk-file\n", "utf-8")
    monkeypatch.setenv("INVOICE_OCR_API_KEY_FILE", "~/key")
    assert load_settings(base_url=URL, model="m").api_key == Secret("sk-file")


def test_the_key_may_come_from_a_command():
    command = f"{sys.executable} -c \"print('sk-' + 'command')\""
    assert load_settings(base_url=URL, model="m", api_key_command=command).api_key == Secret("sk-command")


def test_the_usual_file_is_read_if_it_is_there(tmp_path):
    assert load_settings(base_url=URL, model="m").stream is False
    path = tmp_path / ".config" / "invoice-ocr" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("stream = true", "utf-8")
    assert load_settings(base_url=URL, model="m").stream is True


def test_a_machine_without_homes_is_no_trouble(monkeypatch):
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert load_settings(base_url=URL, model="m").model == "m"


def test_no_key_is_fine():
    assert load_settings(base_url=URL, model="m").api_key is None


def test_a_secret_is_taken_as_it_is():
    key = Secret("sk-1234")
    assert load_settings(base_url=URL, model="m", api_key=key).api_key is key


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"model": "m"}, "No endpoint is set"),
        ({"base_url": URL}, "No model is set"),
        ({"base_url": "ftp://host", "model": "m"}, "not like https://host/v1"),
        ({"base_url": "api.deepseek.com", "model": "m"}, "not like https://host/v1"),
        ({"base_url": "https://h/v1?key=abc", "model": "m"}, "not like https://host/v1"),
        ({"base_url": "https://münchen.test", "model": "m"}, "not like https://host/v1"),
        ({"base_url": "https://me:secret@host/v1", "model": "m"}, "user name or password"),
        ({"base_url": "http://host/v1", "model": "m", "api_key": "sk-1234"}, "without encryption"),
        ({"base_url": URL, "model": "m", "api_key": "two words"}, "characters that no key has"),
        ({"base_url": URL, "model": "m", "api_key": "sk-äöü"}, "characters that no key has"),
        ({"base_url": URL, "model": "m", "api_key": "a", "api_key_file": "b"}, "given twice"),
        ({"base_url": URL, "model": "m", "api_key_file": "/nowhere/key"}, "/nowhere/key can't be read"),
        ({"base_url": URL, "model": "m", "api_key_command": "false"}, "ended with status 1"),
        ({"base_url": URL, "model": "m", "api_key_command": "/nowhere/pass"}, "FileNotFoundError"),
        ({"base_url": URL, "model": "m", "api_key_command": "echo 'un"}, "ValueError"),
        ({"base_url": URL, "model": "m", "api_key_command": "true"}, "is empty"),
        ({"base_url": URL, "model": "m", "spend_cap": "0"}, "not above 0"),
        ({"base_url": URL, "model": "m", "spend_cap": "much"}, "spend_cap"),
        ({"base_url": URL, "model": "m", "limits": {"attempts": 0}}, "not above 0"),
        ({"base_url": URL, "model": "m", "limits": {"atempts": 1}}, "Did you mean attempts"),
        ({"base_url": URL, "model": "m", "price": {"input": "1"}}, "output"),
        ({"base_url": URL, "modell": "m"}, "Did you mean model"),
    ],
)
def test_what_does_not_fit_is_said(given, said):
    with pytest.raises(UsageError, match=said) as caught:
        load_settings(**given)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("base_url = ", "can't be read"),
        ("moddel = 'm'", "Did you mean model"),
        ("limits = 3", "limits in .* is no table"),
    ],
)
def test_a_file_that_does_not_fit_is_said(config, text, said):
    config(text)
    with pytest.raises(UsageError, match=said):
        load_settings(base_url=URL, model="m")


def test_a_named_file_that_is_missing_is_said(monkeypatch):
    monkeypatch.setenv("INVOICE_OCR_CONFIG", "/nowhere/config.toml")
    with pytest.raises(UsageError, match=r"/nowhere/config\.toml can't be read"):
        load_settings(base_url=URL, model="m")


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.5/v1", "http://[::1]:8000/v1", "https://host/v1"]
)
def test_the_key_goes_to_this_machine_or_encrypted(url):
    assert load_settings(base_url=url, model="m", api_key="sk-1234").base_url == url


def test_the_key_goes_anywhere_if_that_is_allowed(monkeypatch):
    monkeypatch.setenv("INVOICE_OCR_ALLOW_PLAIN_HTTP", "true")
    assert load_settings(base_url="http://gpu-box:8000/v1", model="m", api_key="sk-1234").model == "m"


@pytest.mark.parametrize("url", [f"{URL}/", f"{URL}/chat/completions", f" {URL} ", f"{URL}/chat/completions/"])
def test_the_address_may_be_pasted_whole(url):
    assert load_settings(base_url=url, model="m").url == f"{URL}/chat/completions"


@pytest.mark.parametrize(
    "name", ["TESSERACT_LANGUAGES", "SERVER_KEYS", "THREADS", "SERVICE_HOST", "PORT", "PORT_8000_TCP", "HOME"]
)
def test_other_variables_of_that_prefix_are_left_alone(monkeypatch, name):
    monkeypatch.setenv(f"INVOICE_OCR_{name}", "7")
    assert load_settings(base_url=URL, model="m").model == "m"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("SPEND_CAPP", "SPEND_CAP"), ("SPENDCAP", "SPEND_CAP"), ("MODLE", "MODEL"), ("APIKEY", "API_KEY")],
)
def test_a_slip_in_the_name_of_a_variable_is_said(monkeypatch, name, meant):
    monkeypatch.setenv(f"INVOICE_OCR_{name}", "7")
    with pytest.raises(UsageError, match=f"Did you mean INVOICE_OCR_{meant}"):
        load_settings(base_url=URL, model="m")
