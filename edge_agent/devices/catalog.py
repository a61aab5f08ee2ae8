"""Which driver the settings mean. Real drivers only; the practice village hands the agent a longer catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import BadSettings
from ..settings import CardReaderSettings
from .card.port import CardReader


@dataclass(frozen=True)
class Catalog:
    """The drivers of each kind of device by the name that settings give them."""

    card_readers: Mapping[str, Callable[[CardReaderSettings], CardReader]]

    def card_reader(self, settings: CardReaderSettings) -> CardReader:
        """The driver of the card reader; without a reader it reports ABSENT. Raises BadSettings."""
        make = self.card_readers.get(settings.driver)
        if make is None:
            raise BadSettings(f"devices.card_reader.driver: {settings.driver!r} is no driver")
        return make(settings)


def _pcsc(settings: CardReaderSettings) -> CardReader:
    # pyscard loads the system's PC/SC library, which a terminal without a reader need not have.
    from .card.reader import PcscReader

    return PcscReader(name="card-reader", match=settings.match)


REAL_DEVICES = Catalog(card_readers={"pcsc": _pcsc})
