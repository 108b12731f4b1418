"""Let the recognition model return the best character of each column instead of all 18 710 scores.

A protobuf message followed by another of its kind is read as the two merged, so two nodes are added to a model by
appending a small model to its bytes.
"""

from __future__ import annotations

BEST, SCORE = "best", "score"
_SCORES = "fetch_name_0"
_FLOAT, _INT64, _INT_ATTRIBUTE, _INTS_ATTRIBUTE = 1, 7, 2, 7


def with_argmax(model: bytes) -> bytes:
    """The model with the further outputs ``best`` (index) and ``score`` (its probability)."""
    graph = b"".join(
        (
            _field(1, _node("ArgMax", BEST, _attribute("axis", 3, 2, _INT_ATTRIBUTE))),
            _field(1, _node("ReduceMax", SCORE, _attribute("axes", 8, 2, _INTS_ATTRIBUTE))),
            _field(12, _output(BEST, _INT64)),
            _field(12, _output(SCORE, _FLOAT)),
        )
    )
    return model + _field(7, graph)


def _node(operator: str, output: str, attribute: bytes) -> bytes:
    keepdims = _attribute("keepdims", 3, 0, _INT_ATTRIBUTE)
    return b"".join(
        (
            _field(1, _SCORES.encode()),
            _field(2, output.encode()),
            _field(4, operator.encode()),
            _field(5, attribute),
            _field(5, keepdims),
        )
    )


def _attribute(name: str, number: int, value: int, kind: int) -> bytes:
    return _field(1, name.encode()) + _number(number, value) + _number(20, kind)


def _output(name: str, element: int) -> bytes:
    tensor = _number(1, element)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)
