"""The box in which the practice cards lie: one file each, so that a locked card is still locked tomorrow."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path

import msgspec

from .card_file import CardFile, CardKind, PinName
from .kinds import chip_of

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_NO_PIN_IS_EVER_SET = {CardKind.FACE_AUTHENTICATION}


class CardBox:
    """Cards by name, in a directory that only its owner reads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def names(self) -> tuple[str, ...]:
        """Every card, in order."""
        return tuple(sorted(file.stem for file in self._directory.glob("*.json")))

    def read(self, name: str) -> CardFile | None:
        """The card as it is now."""
        file = self._file(name)
        return msgspec.json.decode(file.read_bytes(), type=CardFile) if file and file.exists() else None

    def write(self, name: str, card: CardFile) -> None:
        """Keep the card; a reader sees the old one or this one. Raises ValueError for a bad name."""
        file = self._file(name)
        if file is None:
            raise ValueError("the name of a card is lower case letters, digits and hyphens")
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".fresh")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(card)))
        fresh.replace(file)

    def take(self, name: str) -> HeldCard | None:
        """The card in somebody's hand."""
        card = self.read(name)
        return HeldCard(name, card, self) if card is not None else None

    def unlock(self, name: str) -> bool:
        """Give every PIN that the holder has its tries back, as the town hall does; False when there is no such card.

        What was never set stays blocked: a PIN without its certificate, and those of a 顔認証 card.
        """
        card = self.read(name)
        if card is None:
            return False
        for pin, secret in card.secrets.items():
            if not _is_never_set(card, pin):
                secret.left = secret.maximum
        self.write(name, card)
        return True

    def _file(self, name: str) -> Path | None:
        return self._directory / f"{name}.json" if _NAME.fullmatch(name) else None


class HeldCard:
    """A chip whose counters are on the disk before it answers."""

    def __init__(self, name: str, card: CardFile, box: CardBox) -> None:
        self.name = name
        self._card = card
        self._box = box
        self._chip = chip_of(card)

    @property
    def atr(self) -> bytes:
        """Its answer to reset."""
        return self._chip.atr

    def reset(self) -> None:
        """It lost power or was reset."""
        self._chip.reset()

    def transmit(self, raw: bytes) -> bytes:
        """The answer to one command. Blocks while the file is written."""
        before = copy.deepcopy(self._card.secrets)
        answer = self._chip.transmit(raw)
        if self._card.secrets != before:
            self._box.write(self.name, self._card)
        return answer


def _is_never_set(card: CardFile, pin: PinName) -> bool:
    without_certificate = {PinName.AUTH: card.auth, PinName.SIGN: card.sign}
    holders_own = {PinName.AUTH, PinName.SIGN, PinName.ENTRY, PinName.RESIDENT, PinName.COMMON}
    if card.kind in _NO_PIN_IS_EVER_SET and pin in holders_own:
        return True
    return pin in without_certificate and without_certificate[pin] is None
