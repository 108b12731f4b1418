"""The mapping between our paths, EN 16931's business terms and the syntaxes, as tab-separated text.

``terms.tsv`` says what kind of value stands at a path and which business term it is. The other tables say where it
stands in XML, in the order of the schema. Marks before a path:

=  ``?`` is read only where nothing else gave the path, and never written
=  ``+`` is read as the continuation of the path, and never written
=  ``=text`` is written where its surroundings are, and demanded when reading
=  ``~text`` is written where its surroundings are
=  ``!`` is always written

``path[]`` is repeated for each item, ``path[].`` is the item itself, ``path#kind`` names another kind than the term's.
A label in brackets in the XML path tells elements of one name apart.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    """The rows of ``<name>.tsv`` without its heading."""
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]
