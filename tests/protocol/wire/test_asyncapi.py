"""The published description of the line is the one the code speaks, and it is whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protocol.wire import asyncapi

DOCUMENT = Path(__file__).parents[3] / "docs" / "asyncapi.json"


def references(node: Any) -> Iterator[str]:
    """Every `$ref` below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a local reference points at. Raises KeyError."""
    node: Any = document
    for name in reference.removeprefix("#/").split("/"):
        node = node[name]
    return node


def test_the_stored_document_is_the_one_the_code_speaks() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == asyncapi.text(), (
        "run: python -m protocol.wire.asyncapi > docs/asyncapi.json"
    )


def test_the_module_prints_the_document() -> None:
    printed = subprocess.run([sys.executable, "-m", "protocol.wire.asyncapi"], check=True, capture_output=True)
    assert printed.stdout.decode() == asyncapi.text()


def test_it_says_which_asyncapi_it_keeps() -> None:
    document = json.loads(asyncapi.text())
    assert document["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(document["info"])


def test_every_reference_leads_somewhere() -> None:
    document = json.loads(asyncapi.text())
    found = list(references(document))
    assert found
    assert all(reference.startswith("#/") and resolve(document, reference) for reference in found)


def test_every_channel_has_an_address_of_its_own_and_messages_with_a_payload_and_signed_headers() -> None:
    document = json.loads(asyncapi.text())
    channels = document["channels"].values()
    assert len({channel["address"] for channel in channels}) == len(channels)
    for channel in channels:
        messages = [resolve(document, message["$ref"]) for message in channel["messages"].values()]
        assert messages
        assert all({"payload", "headers", "contentType"} <= set(message) for message in messages)
        assert ("{terminal}" in channel["address"]) == ("terminal" in channel.get("parameters", {}))


def test_every_channel_is_used_by_one_operation_and_every_reply_channel_exists() -> None:
    document = json.loads(asyncapi.text())
    used = [operation["channel"]["$ref"] for operation in document["operations"].values()]
    assert sorted(used) == sorted(f"#/channels/{name}" for name in document["channels"])
    assert {operation["action"] for operation in document["operations"].values()} == {"send", "receive"}
    assert resolve(document, document["operations"]["send_questions"]["reply"]["channel"]["$ref"])


def test_every_schema_is_reached() -> None:
    document = json.loads(asyncapi.text())
    reached = {reference.rpartition("/")[2] for reference in references(document) if "/schemas/" in reference}
    assert reached == set(document["components"]["schemas"])
