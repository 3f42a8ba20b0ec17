"""Babel extractor: the responses of domain.yml as messages, each in the context of its own name.

`metadata.singular` becomes the msgid and the text its plural; `metadata.note` becomes the translator's comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import yaml

Message = tuple[int, str, tuple[str, ...], list[str]]


def extract(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001
    """Yield (line, function, (context, singular[, plural]), comments), as `pybabel extract` asks for.

    Source: https://babel.pocoo.org, "Writing Extraction Methods".
    """
    root = yaml.compose(fileobj.read().decode("utf-8"), Loader=yaml.SafeLoader)
    lines = _lines_of_responses(root)
    for name, variations in _responses(root).items():
        first = variations[0]
        metadata = first.get("metadata") or {}
        comments = [metadata["note"]] if "note" in metadata else []
        if "singular" in metadata:
            yield lines[name], "npgettext", (name, metadata["singular"], first["text"]), comments
        else:
            yield lines[name], "pgettext", (name, first["text"]), comments


def _responses(root: Any) -> dict[str, Any]:
    document = yaml.constructor.SafeConstructor().construct_document(root)
    responses: dict[str, Any] = document["responses"]
    return responses


def _lines_of_responses(root: Any) -> dict[str, int]:
    section = next(value for key, value in root.value if key.value == "responses")
    return {key.value: key.start_mark.line + 1 for key, _ in section.value}
