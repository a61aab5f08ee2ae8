"""The visit as pages: one template for each screen, the frame around it, and what lies over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from protocol.village.languages import Language
from protocol.village.opening import JAPAN
from protocol.wire.messages.answers import LinkState

from ..clock import Clock
from ..link.states import Links
from ..settings import KioskSettings
from ..visit.applicant import may_be_proxy
from ..visit.courses import is_of_newcomers, people_of
from ..visit.life_events import CODES, OTHER
from ..visit.service import Visit
from ..visit.state import Screen, State, Stop
from .drawing_board import drawing_board
from .move_words import title_of
from .ruby import set_readings
from .tongue import Tongue, tongue_of
from .voice import Voice


class Lines(Protocol):
    """The part of the link states that the pages show."""

    def current(self) -> Links:
        """The states now."""

    def changes(self) -> AsyncIterator[Links]:
        """The states, whenever one of them changes."""


@dataclass(frozen=True)
class LineNotice:
    """What the strip under the top bar is about. What is not known is not called broken."""

    is_cut: bool = False
    is_issuing_down: bool = False
    has_certificates: bool = False

    @classmethod
    def of(cls, links: Links) -> LineNotice:
        """The notice that the states of the line call for."""
        is_cut = links.central.state is LinkState.DOWN
        is_issuing_up = links.issuing.state is LinkState.UP
        return cls(is_cut, not is_cut and links.issuing.state is LinkState.DOWN, not is_cut and is_issuing_up)


class Pages:
    """Renders the visit as it is now. `load()` reads the disk; after it no page does."""

    def __init__(
        self, settings: KioskSettings, *, visit: Visit, links: Lines, clock: Clock, is_practice: bool = False
    ) -> None:
        self._settings = settings
        self._is_practice = is_practice
        self._visit = visit
        self._links = links
        self._clock = clock
        self.voice = Voice(settings.voice_folder)

    def load(self) -> None:
        """Read texts, fonts and templates. Blocks. Raises BadSettings."""
        board = drawing_board(self._settings.text_font, self._settings.name_font)
        self._environment = board.environment
        self._tongues = {
            language: tongue_of(language, texts, board.lettering, board.readings)
            for language, texts in board.texts.items()
        }
        self.voice.load()

    @property
    def version(self) -> str:
        """Changes whenever the screen would look different."""
        notice = LineNotice.of(self._links.current())
        return f"{self._visit.state.revision}-{notice.is_cut:d}{notice.is_issuing_down:d}{notice.has_certificates:d}"

    def page(self, csrf: str) -> str:
        """The whole page."""
        return self._render("page.html", csrf)

    def screen(self, csrf: str) -> str:
        """What htmx puts in the place of the screen before."""
        return self._render("screen.html", csrf)

    def pin_refused(self, csrf: str, *, whole: bool) -> str:
        """The screen, or the whole page, that says that the number has four digits."""
        return self._render("page.html" if whole else "screen.html", csrf, is_pin_refused=True)

    def refusal(self) -> str:
        """The page for everybody but the counter's own browser; it needs no file beside it."""
        return self._environment.get_template("refusal.html").render(t=self.tongue(Language.JAPANESE).text)

    def broken(self, number: str, *, whole: bool) -> str:
        """What stands in the screen's place when a promise was broken; staff find `number` in the log."""
        template = self._environment.get_template("broken-page.html" if whole else "broken.html")
        tongue = self._tongue
        return template.render(number=number, t=tongue.text, language=tongue.language)

    async def watch(self, changed: asyncio.Event) -> None:
        """Set the event whenever `version` may have changed, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_note(self._visit.changes(), changed), name="kiosk visit")
            group.create_task(_note(self._links.changes(), changed), name="kiosk line")

    def _render(self, template: str, csrf: str, *, is_pin_refused: bool = False) -> str:
        state, now, tongue = self._visit.state, self._clock.now(), self._tongue
        today, has_readings = now.astimezone(JAPAN).date(), state.look.has_readings and tongue.language.is_japanese
        html = self._environment.get_template(template).render(
            state=state,
            language=tongue.language,
            has_readings=has_readings,
            t=tongue.text_with_readings if has_readings else tongue.text,
            words=tongue.hours,
            can_speak=self.voice.can_speak(tongue),
            spoken=partial(self.voice.files, state.screen, tongue=tongue),
            title=_title(state),
            chosen=state.life_event if state.life_event in CODES else OTHER,
            kind=_kind(state),
            is_newcomer=is_of_newcomers(state),
            may_be_proxy=may_be_proxy(state),
            people=tongue.people.people(state.household, state.chosen, today),
            is_pin_refused=is_pin_refused,
            csrf=csrf,
            village=self._settings.village,
            is_practice=self._is_practice,
            version=self.version,
            notice=LineNotice.of(self._links.current()),
            offers=self._visit.offers,
            hours=self._settings.hours,
            now=now,
            answer_seconds=round(self._visit.patience.answer_seconds),
            **tongue.filling.of(state, today),
        )
        return set_readings(html) if has_readings else html

    def tongue(self, language: Language) -> Tongue:
        """What pages say in a language."""
        return self._tongues[language]

    @property
    def _tongue(self) -> Tongue:
        return self.tongue(self._visit.state.look.language)


def _title(state: State) -> str:
    """The key of the screen's name."""
    if state.screen is Screen.STOP:
        return f"stop.{state.identification.stop or Stop.NEUTRAL}.title"
    if state.screen is Screen.HOUSEHOLD:
        return f"household.{_kind(state)}.title"
    return title_of(state) or f"{state.screen}.title"


def _kind(state: State) -> str:
    """What the people of this life event have to do with it."""
    return people_of(state).value


async def _note(changes: AsyncIterator[object], changed: asyncio.Event) -> None:
    async for _ in changes:
        changed.set()
