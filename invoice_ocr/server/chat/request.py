"""The body of a chat completion request, refused with the words that DeepSeek's own parser uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from invoice_ocr.server.problems import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_TOKENS: Final = 393_216
MOST_STOPS: Final = 16
HOTTEST: Final = 2
LONGEST_QUOTE: Final = 40
LONGEST_NAME: Final = 500
"""Of a model: it is repeated in every chunk of a stream."""


class Part(BaseModel):
    """Whatever else a client sends along is let pass."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class TextPart(Part):
    """A piece of the prompt."""

    type: Literal["text"]
    text: str


class ImageUrl(Part):
    """A picture as a data URI or, where the server allows it, as an address."""

    url: str
    detail: Literal["low", "high", "original", "auto"] = "auto"


class ImagePart(Part):
    """A page."""

    type: Literal["image_url"]
    image_url: ImageUrl


ContentPart = Annotated[TextPart | ImagePart, Field(discriminator="type")]


class Message(Part):
    """A message; only its text and pictures are of interest."""

    role: Literal["system", "developer", "user", "assistant", "tool", "latest_reminder"]
    content: str | list[ContentPart] | None

    @property
    def parts(self) -> list[TextPart | ImagePart]:
        """The content as parts, whichever way it was written."""
        if isinstance(self.content, list):
            return list(self.content)
        return [TextPart(type="text", text=self.content)] if self.content else []


class NamedSchema(Part):
    """A JSON Schema under the name that its caller gave it."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, populate_by_name=True)

    name: str = ""
    json_schema: dict[str, Any] = Field(default_factory=dict, alias="schema")


class PlainFormat(Part):
    """Text, or any JSON."""

    type: Literal["text", "json_object"]


class SchemaFormat(Part):
    """JSON of a shape."""

    type: Literal["json_schema"]
    json_schema: NamedSchema


class StreamOptions(Part):
    """Whether every chunk mentions ``usage``."""

    include_usage: bool = False


class ChatRequest(Part):
    """What is asked for; every other field of the API is accepted and has no effect on a transcription."""

    messages: list[Message]
    model: Annotated[str, Field(max_length=LONGEST_NAME)]
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    temperature: float | None = None
    n: int | None = None
    stop: str | list[str] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    response_format: Annotated[PlainFormat | SchemaFormat, Field(discriminator="type")] | None = None

    @property
    def prompt(self) -> str:
        """All text of the messages that instruct; not what an assistant or a tool is said to have answered."""
        told = [message for message in self.messages if message.role not in {"assistant", "tool"}]
        return "\n".join(part.text for message in told for part in message.parts if isinstance(part, TextPart))

    @property
    def limit(self) -> int | None:
        """How many tokens the answer may have."""
        return self.max_tokens if self.max_tokens is not None else self.max_completion_tokens

    @property
    def stops(self) -> list[str]:
        """Texts before which the answer ends."""
        given = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return [text for text in given if text]


def parsed(body: bytes) -> ChatRequest:
    """The request in a body.

    Raises:
        Problem: 400, and what is wrong with it.
    """
    try:
        request = ChatRequest.model_validate_json(body)
    except ValidationError as error:
        raise Problem(400, _said(error.errors(include_url=False)[0])) from error
    _check_values(request)
    return request


def _check_values(request: ChatRequest) -> None:
    if not request.messages:
        raise Problem(400, "Empty input messages")
    if request.temperature is not None and not 0 <= request.temperature <= HOTTEST:
        raise Problem(400, "Invalid temperature value, the valid range of temperature is [0, 2]")
    if request.limit is not None and not 1 <= request.limit <= MOST_TOKENS:
        raise Problem(400, f"Invalid max_tokens value, the valid range of max_tokens is [1, {MOST_TOKENS}]")
    if request.n not in {None, 1}:
        raise Problem(400, "Invalid n value (currently only n = 1 is supported)")
    if isinstance(request.stop, list) and len(request.stop) > MOST_STOPS:
        raise Problem(400, f"Stop string array too long: {len(request.stop)}")
    if request.stream_options is not None and not request.stream:
        raise Problem(400, "stream_options should be set along with stream = true")


_EXPECTED: Final = {
    "string_type": "a string",
    "int_type": "u32",
    "int_from_float": "u32",
    "float_type": "f64",
    "bool_type": "a boolean",
    "list_type": "a sequence",
    "dict_type": "a map",
    "model_type": "a map",
    "model_attributes_type": "a map",
}


def _said(error: ErrorDetails) -> str:
    """The first of pydantic's errors in the words of the other parser."""
    kind, given, where = error["type"], error["input"], error["loc"]
    if kind == "json_invalid":
        return f"invalid JSON request: {error['msg'].removeprefix('Invalid JSON: ')}"
    if "content" in where and where[-1] in {"str", "list[tagged-union[TextPart,ImagePart]]"}:
        return "invalid request body: content should be a string or a list"
    if kind in {"missing", "union_tag_not_found"}:
        field = where[-1] if kind == "missing" else "type"
        return f"invalid request body: missing field `{field}`"
    if kind in {"literal_error", "union_tag_invalid"}:
        return f"invalid request body: {_unknown(error)}"
    if kind in _EXPECTED:
        return f"invalid request body: invalid type: {_described(given)}, expected {_EXPECTED[kind]}"
    return f"invalid request body: {error['msg']}"


def _unknown(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    given = context.get("tag", error["input"])
    expected = str(context.get("expected") or context.get("expected_tags")).replace(" or ", ", ").replace("'", "`")
    return f"unknown variant `{str(given)[:LONGEST_QUOTE]}`, expected one of {expected}"


def _described(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return f"boolean `{str(value).lower()}`"
        case int():
            return f"integer `{value}`"
        case float():
            return f"floating point `{value}`"
        case str():
            return f'string "{value[:LONGEST_QUOTE]}"'
    return "sequence" if isinstance(value, list) else "map"
