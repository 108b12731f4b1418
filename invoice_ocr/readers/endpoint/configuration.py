"""Reads `Settings` from code, the environment and a file, in this order of precedence.

The file is TOML: the names of `Settings` (``profile`` is a name) and the tables ``[limits]``, ``[overrides]`` (fields
of the profile) and ``[price]``. In the environment the same names stand in capitals after ``INVOICE_OCR_``, those of
tables with the table's name before them: ``INVOICE_OCR_MODEL``, ``INVOICE_OCR_LIMITS_TOTAL_S``,
``INVOICE_OCR_OVERRIDES_TEMPERATURES='[]'``. The key may be given as ``api_key``, or ``api_key_file`` (a file that holds
nothing else), or ``api_key_command`` (a program that prints it, such as ``pass show deepseek``; run without a shell).

No local variable here holds the key as plain text where something may raise.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tomllib
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.checked import checked, known
from invoice_ocr.readers.endpoint.prices import Price
from invoice_ocr.readers.endpoint.profiles import find_profile
from invoice_ocr.readers.endpoint.secret import Secret
from invoice_ocr.readers.endpoint.settings import Limits, Settings

PREFIX = "INVOICE_OCR_"
CONFIG = "INVOICE_OCR_CONFIG"
_USUAL_FILE = "~/.config/invoice-ocr/config.toml"
_KEYS = ("api_key", "api_key_file", "api_key_command")
_TABLES = {"limits": Limits, "overrides": dict, "price": Price}
_NAMES = {field.name for field in fields(Settings)} | {*_KEYS, *_TABLES}
_COMMAND_S = 60
_SLIP = 0.8
"""How alike a variable and a setting are where a slip is likelier than another program's variable of that prefix."""


def load_settings(**given: Any) -> Settings:
    """Settings from the arguments, else the environment, else the file that ``INVOICE_OCR_CONFIG`` names.

    Without that variable the file is ``~/.config/invoice-ocr/config.toml``, if there is one. Arguments are named as in
    the file; those that are None count as not given.

    Raises:
        UsageError: Something is missing, unknown or does not fit, or the key can't be had.
    """
    code = _with_secret({name: given.pop(name) for name in tuple(given) if given[name] is not None})
    known(code, _NAMES, "the chat reader")
    sources = (code, _from_environment(), _from_file())
    merged: dict[str, Any] = {}
    for source in reversed(sources):
        merged |= {name: value for name, value in source.items() if name not in _TABLES}
    for table in _TABLES:
        merged[table] = {name: value for source in reversed(sources) for name, value in source.get(table, {}).items()}
    return _built(merged, _key(sources))


def _built(merged: dict[str, Any], key: Secret | None) -> Settings:
    rest = {name: value for name, value in merged.items() if name not in {*_KEYS, *_TABLES, "profile"}}
    base_url, model = str(rest.pop("base_url", "")), str(rest.pop("model", ""))
    profile = find_profile(merged.get("profile", ""), base_url, model, merged["overrides"])
    return checked(
        Settings,
        {
            **rest,
            "base_url": base_url or profile.base_url,
            "model": model or profile.model,
            "profile": profile,
            "limits": checked(Limits, merged["limits"], "limits"),
            "price": checked(Price, merged["price"], "price") if merged["price"] else None,
            "api_key": key,
        },
        "the chat reader",
    )


def _from_environment() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable in os.environ:
        name = variable.removeprefix(PREFIX).lower()
        table, _, rest = name.partition("_")
        if not variable.startswith(PREFIX) or not os.environ[variable]:
            continue
        if name in _NAMES - set(_TABLES):
            found[name] = os.environ[variable]
        elif table in _TABLES and rest:
            found.setdefault(table, {})[rest] = _value(os.environ[variable])
        elif near := get_close_matches(name, _NAMES - set(_TABLES), 1, _SLIP):
            meant = f"{PREFIX}{near[0].upper()}"
            raise UsageError(f"There is no setting {variable}.", remedy=f"Did you mean {meant}?")
    return _with_secret(found)


def _value(text: str) -> Any:
    """A TOML value such as 0.5, true or [1, 2]; what is none is a text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _from_file() -> dict[str, Any]:
    named = os.environ.get(CONFIG)
    path = Path(os.path.expanduser(named or _USUAL_FILE))  # noqa: PTH111 - Path.expanduser fails without a home
    if not named and not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The settings in {path} can't be read: {error}.", remedy=f"Correct it or {CONFIG}.") from None
    known(_with_secret(found), _NAMES, str(path))
    for table in _TABLES:
        if not isinstance(found.get(table, {}), dict):
            raise UsageError(f"{table} in {path} is no table.", remedy=f"Write [{table}] on a line of its own.")
    return found


def _key(sources: tuple[dict[str, Any], ...]) -> Secret | None:
    for source in sources:
        kinds = [kind for kind in _KEYS if source.get(kind)]
        if len(kinds) > 1:
            raise UsageError(f"The key is given twice ({' and '.join(kinds)}).", remedy="Leave one of them out.")
        if kinds:
            return _read_key(kinds[0], source[kinds[0]])
    return None


def _with_secret(source: dict[str, Any]) -> dict[str, Any]:
    """The same table, with its key put out of sight."""
    if source.get("api_key") and not isinstance(source["api_key"], Secret):
        source["api_key"] = Secret(str(source.pop("api_key")).strip())
    return source


def _read_key(kind: str, said: Any) -> Secret:
    if isinstance(said, Secret):
        return said
    return Secret((_file_text(str(said)) if kind == "api_key_file" else _command_output(str(said))).strip())


def _file_text(name: str) -> str:
    try:
        return Path(os.path.expanduser(name)).read_text("utf-8")  # noqa: PTH111 - as above
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
    raise UsageError(f"The key file {name} can't be read: {reason}.", remedy="Correct INVOICE_OCR_API_KEY_FILE.")


def _command_output(command: str) -> str:
    try:
        run = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            shlex.split(command), capture_output=True, timeout=_COMMAND_S, check=False, stdin=subprocess.DEVNULL
        )
        reason = f"it ended with status {run.returncode}" if run.returncode else ""
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        reason = type(error).__name__
    if reason:
        raise UsageError(f"The command for the key failed ({reason}).", remedy="Try INVOICE_OCR_API_KEY_COMMAND alone.")
    return run.stdout.decode("utf-8", errors="replace")
