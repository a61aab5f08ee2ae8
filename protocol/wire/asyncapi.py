"""The AsyncAPI 3.0 document of the line, made from the message types and the topics; `python -m` prints it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import msgspec

from . import topics
from .codec import BATCH_BYTES, BATCH_CONTENT_TYPE, BATCH_EVENTS
from .envelope import Envelope
from .messages import answers, commands, events, publications, questions, receipts
from .signing import KEY_PROPERTY, SIGNATURE_PROPERTY

_JSON = "application/json"
_SCHEMA = "#/components/schemas/"
_TERMINAL = "{terminal}"


@dataclass(frozen=True)
class Channel:
    """One topic: its message, the plaintext `sealed` inside, and which way it goes, seen by a terminal."""

    name: str
    address: str
    action: str
    message: Any
    sealed: Any = None
    retained: bool = False
    reply: str = ""
    content_type: str = _JSON


CHANNELS = (
    Channel(
        "events", topics.events(_TERMINAL), "send", list[Envelope], events.Captured, content_type=BATCH_CONTENT_TYPE
    ),
    Channel("questions", topics.questions(_TERMINAL), "send", questions.Question, questions.Body, reply="answers"),
    Channel("presence", topics.presence(_TERMINAL), "send", commands.Presence, retained=True),
    Channel("receipts", topics.receipts(_TERMINAL), "receive", receipts.Receipt),
    Channel("answers", topics.answers(_TERMINAL), "receive", answers.Answer, answers.Body),
    Channel("commands", topics.commands(_TERMINAL), "receive", commands.Command),
    Channel("centralState", topics.CENTRAL_STATE, "receive", commands.CentralState, retained=True),
    Channel("catalogue", topics.CATALOGUE, "receive", publications.CataloguePublished, retained=True),
)


def document() -> dict[str, Any]:
    """The whole document, seen by a terminal: what it sends and what it receives."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "かんたん窓口: the line between the counter and the data centre",
            "version": "1.0.0",
            "description": "MQTT 5 over mutual TLS, QoS 1. Every message is signed; every resident's word is sealed.",
        },
        "defaultContentType": _JSON,
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {f"{channel.action}_{channel.name}": _operation(channel) for channel in CHANNELS},
        "components": {"messages": _messages(), "schemas": _schemas()},
    }


def _channel(channel: Channel) -> dict[str, Any]:
    described: dict[str, Any] = {
        "address": channel.address,
        "messages": {channel.name: {"$ref": f"#/components/messages/{channel.name}"}},
    }
    if _TERMINAL in channel.address:
        described["parameters"] = {"terminal": {"description": "The terminal's id, which is its certificate's CN."}}
    return described


def _operation(channel: Channel) -> dict[str, Any]:
    described: dict[str, Any] = {
        "action": channel.action,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "bindings": {"mqtt": {"qos": 1, "retain": channel.retained}},
    }
    if channel.reply:
        described["reply"] = {"channel": {"$ref": f"#/channels/{channel.reply}"}}
    return described


def _messages() -> dict[str, Any]:
    return {channel.name: _message(channel) for channel in CHANNELS}


def _message(channel: Channel) -> dict[str, Any]:
    described: dict[str, Any] = {
        "contentType": channel.content_type,
        "headers": {"$ref": f"{_SCHEMA}Signature"},
        "payload": {"$ref": f"{_SCHEMA}EventBatch"} if channel.name == "events" else _schema_of(channel.message),
    }
    if channel.sealed is not None:
        described["x-sealed"] = _schema_of(channel.sealed)
    return described


def _types() -> list[Any]:
    return [kind for channel in CHANNELS for kind in (channel.message, channel.sealed) if kind is not None]


def _schema_of(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_SCHEMA + "{name}")
    return schema


def _schemas() -> dict[str, Any]:
    _, components = msgspec.json.schema_components(_types(), ref_template=_SCHEMA + "{name}")
    return {
        **components,
        "EventBatch": {
            "type": "array",
            "description": f"A CloudEvents JSON batch of at most {BATCH_BYTES} bytes.",
            "items": _schema_of(Envelope),
            "minItems": 1,
            "maxItems": BATCH_EVENTS,
        },
        "Signature": {
            "type": "object",
            "description": "MQTT user properties: the signing key's id and the base64 Ed25519 signature.",
            "properties": {KEY_PROPERTY: {"type": "string"}, SIGNATURE_PROPERTY: {"type": "string"}},
            "required": [KEY_PROPERTY, SIGNATURE_PROPERTY],
        },
    }


def text() -> str:
    """The document as indented JSON with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(document()), indent=2).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
