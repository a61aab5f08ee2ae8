"""The stored samples of `protocol/wire/golden` and the type that reads each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from protocol.wire import codec
from protocol.wire.envelope import Envelope
from protocol.wire.messages import answers, applications, commands, events, publications, questions, receipts

FOLDER = Path(codec.__file__).parent / "golden"

FRAMES: dict[str, Any] = {
    "envelope": Envelope,
    "batch": list[Envelope],
    "attached": events.Captured,
    "question": questions.Question,
    "answer": answers.Answer,
    "receipt": receipts.Receipt,
    "presence": commands.Presence,
    "central-state": commands.CentralState,
    "catalogue": publications.CataloguePublished,
    "ink": applications.Ink,
}
UNIONS: dict[str, tuple[Any, Any]] = {
    "event": (events.Captured, events.Body),
    "question": (questions.Body, questions.Body),
    "answer": (answers.Body, answers.Body),
    "command": (commands.Command, commands.Body),
}


def names() -> list[str]:
    """The stem of every stored sample."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def sample(name: str) -> bytes:
    """The bytes as they travel: the file without its last newline."""
    return (FOLDER / f"{name}.json").read_bytes().removesuffix(b"\n")


def kind_of(name: str) -> Any:
    """The type that reads a sample: by its first word, or the whole name for a frame."""
    return FRAMES[name] if name in FRAMES else UNIONS[name.partition(".")[0]][0]


def expected_names() -> set[str]:
    """One name per frame and one per member of every union of bodies."""
    members = {
        f"{word}.{member.__struct_config__.tag}" for word, (_, union) in UNIONS.items() for member in get_args(union)
    }
    return set(FRAMES) | members


def private_key() -> X25519PrivateKey:
    """The key that the samples are sealed to; it guards nothing."""
    key = load_pem_private_key((Path(__file__).parent / "golden.key").read_bytes(), password=None)
    assert isinstance(key, X25519PrivateKey)
    return key
