"""Runs the visit: touches and happenings in, effects carried out, every new state shown to whoever watches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from protocol.identifiers import new_id
from protocol.village.guidance import Guidance
from protocol.village.opening import OpeningHours
from protocol.village.papers import Slip
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages import events
from protocol.wire.messages.applications import Ink

from ..cards.pin import DIGITS
from ..clock import Clock, business_day
from ..link.states import Links
from ..outbox.store import Stored
from .acceptance import Reporter, accept
from .draft import Footing, ScanNotice, SlipState
from .effects import AskCardText, Effect, FetchHousehold, ReportCall, ReportCallWithdrawn, RequestClerk, Submit
from .errands import Errands
from .happenings import (
    Action,
    ApplicationNotStored,
    CallAnswered,
    CallDelivered,
    CallStored,
    CardChanged,
    CardTextPinGiven,
    ClerkConfirmed,
    Happening,
    IdleTooLong,
    InkGiven,
    NobodyThere,
    NumberForgotten,
    PinGiven,
    PlaceClosed,
    PlaceOpened,
    RoomFound,
    RoomRanOut,
    Scanned,
    SlipChanged,
    Touched,
)
from .offers import Offers
from .state import Overlay, Screen, State
from .transitions import step

_LOOK_AT_HOURS_SECONDS = 1.0


class Line(Protocol):
    """The part of the link states that a visit needs."""

    def is_offline(self) -> bool:
        """Whether central does not answer now."""

    def changes(self) -> AsyncIterator[Links]:
        """The states, whenever one of them changes."""


@dataclass(frozen=True)
class Patience:
    """How long a silent screen waits, in seconds of real time; `clerk_seconds` while a clerk looks at documents.

    `number_seconds`: how long the last 受付番号 stays on the screen after its visit.
    """

    idle_seconds: float = 60.0
    answer_seconds: float = 20.0
    clerk_seconds: float = 300.0
    number_seconds: float = 60.0

    def seconds(self, state: State) -> float:
        """How long what is shown now may stay untouched."""
        if state.overlay is Overlay.STILL_THERE:
            return self.answer_seconds
        return self.clerk_seconds if state.screen is Screen.FACE_TO_FACE else self.idle_seconds


class Visit:
    """The kiosk's one visit at a time.

    `guidance` is the newest catalogue's on a day, None where the terminal never had one. `slips` takes what is to be
    printed; None: this terminal has no printer. `offers`: whose touches count at all.
    """

    def __init__(
        self,
        *,
        outbox: Reporter,
        links: Line,
        clock: Clock,
        hours: OpeningHours,
        errands: Errands,
        guidance: Callable[[date], Guidance | None],
        slips: Callable[[Slip], None] | None = None,
        patience: Patience | None = None,
        offers: Offers | None = None,
    ) -> None:
        self._outbox = outbox
        self._errands = errands
        self._links = links
        self._clock = clock
        self._hours = hours
        self._guidance = guidance
        self._slips = slips
        self.patience = patience or Patience()
        self.offers = offers or Offers()
        self._state = State()
        self._order = asyncio.Lock()
        self._watchers: set[asyncio.Event] = set()
        self._touched = asyncio.Event()

    @property
    def state(self) -> State:
        """The visit now."""
        return self._state

    async def act(self, action: Action, revision: int, value: str = "") -> State:
        """Carry out a touch on the page of `revision`; an outdated one changes nothing."""
        self._touched.set()
        if not self._is_offered(action, value):
            return self._state
        footing = self._footing() if action is Action.START else None
        return await self.happen(Touched(action, revision, value, visit=new_id(), footing=footing))

    async def give_pin(self, pin: bytearray, revision: int) -> State:
        """Prove with four digits typed on the page of `revision`; they are overwritten before this returns."""
        return await self._give(pin, PinGiven(revision), self._prove)

    async def give_card_text_pin(self, pin: bytearray, revision: int) -> State:
        """Read the card's text with four digits typed on the page of `revision`; overwritten before this returns."""
        return await self._give(pin, CardTextPinGiven(revision), self._read_card_text)

    async def sign(self, ink: Ink, revision: int) -> State:
        """Hand the application in with a signature drawn on the page of `revision`; a second one changes nothing."""
        self._touched.set()
        return await self.happen(InkGiven(revision, ink))

    async def slip_changed(self, application: str, state: SlipState) -> None:
        """The slip of an application has come so far."""
        await self.happen(SlipChanged(application, state))

    async def scanned(self, notice: ScanNotice | None) -> None:
        """A code was read at the counter; None takes back what was said of it."""
        await self.happen(Scanned(notice))

    async def confirmed_by_clerk(self, visit: str) -> None:
        """A clerk has looked at the documents of a visit."""
        if visit == self._state.visit:
            self._touched.set()
        await self.happen(ClerkConfirmed(visit))

    async def answered(self, call: str) -> None:
        """A clerk has seen the call; whoever waits for them need not touch anything meanwhile."""
        if call == self._state.call.id:
            self._touched.set()
        await self.happen(CallAnswered(call))

    async def changes(self) -> AsyncIterator[State]:
        """The state now, and again whenever it has changed; a slow reader gets the newest."""
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while True:
                changed.clear()
                yield self._state
                await changed.wait()
        finally:
            self._watchers.discard(changed)

    async def run(self) -> None:
        """Watch the hours, the disk, the line and the resident's silence until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_place(), name="visit place")
            group.create_task(self._watch_line(), name="visit line")
            group.create_task(self._watch_silence(), name="visit silence")
            group.create_task(self._watch_number(), name="visit number")
            group.create_task(self._errands.run(self._reader_said, self._came), name="visit errands")

    async def happen(self, happening: Happening) -> State:
        """Apply a happening and carry out its effects, one at a time; what was not stored did not happen."""
        async with self._order:
            return await self._happen(happening)

    async def _happen(self, happening: Happening) -> State:
        before = self._state
        effects = self._step(happening)
        try:
            for effect in effects:
                await self._carry_out(effect)
        except BaseException:
            self._show(replace(before, revision=self._state.revision).changed())
            raise
        return self._state

    async def _give(
        self, pin: bytearray, given: PinGiven | CardTextPinGiven, use: Callable[[State, bytearray], None]
    ) -> State:
        """Use four digits when the screen takes them; they are overwritten whatever happens."""
        self._touched.set()
        try:
            async with self._order:
                before = self._state
                if len(pin) == DIGITS and pin.isdigit():
                    self._step(given)
                if self._state is not before:
                    use(before, bytearray(pin))
                return self._state
        finally:
            pin[:] = bytes(len(pin))

    def _prove(self, shown: State, pin: bytearray) -> None:
        self._errands.prove(shown.visit, shown.life_event, shown.card, pin)

    def _read_card_text(self, shown: State, pin: bytearray) -> None:
        self._errands.read_card_text(shown.visit, shown.card, shown.card_text.tries or 0, pin)

    def _is_offered(self, action: Action, value: str) -> bool:
        if action is Action.START:
            return bool(self.offers.groups)
        return action is not Action.CHOOSE_EVENT or self.offers.takes(value)

    def _footing(self) -> Footing | None:
        today = business_day(self._clock.now())
        guidance = self._guidance(today)
        return None if guidance is None else Footing(guidance, today)

    async def _came(self, visit: str, outcome: Happening) -> None:
        """What came of an errand; of another visit it is nothing."""
        async with self._order:
            if visit == self._state.visit:
                self._touched.set()
                await self._happen(outcome)

    async def _reader_said(self, changed: CardChanged) -> None:
        if changed.card.is_present:
            self._touched.set()
        await self.happen(changed)

    def _step(self, happening: Happening) -> tuple[Effect, ...]:
        before = self._state
        after, effects = step(before, happening)
        if after.screen is Screen.ATTRACT and before.screen is not Screen.ATTRACT:
            after, _ = step(after, self._place())
        self._show(after)
        if after.visit != before.visit:
            self._errands.forget()
        return effects

    def _show(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            for watcher in self._watchers:
                watcher.set()

    async def _carry_out(self, effect: Effect) -> None:
        match effect:
            case ReportCall(screen=screen):
                stored = await self._put(events.StaffCalled(screen.value))
                self._step(CallStored(stored.event_id, self._links.is_offline()))
            case ReportCallWithdrawn(call=call):
                await self._put(events.CallWithdrawn(call))
            case RequestClerk(screen=screen):
                await self._put(events.FaceToFaceRequested(screen.value))
            case FetchHousehold(visit=visit):
                self._errands.fetch_household(visit)
            case AskCardText(visit=visit):
                self._errands.ask_card_text(visit, self._state.card, self._state.identification.proof)
            case Submit():
                await self._submit()

    async def _submit(self) -> None:
        accepted = await accept(self._state, self._outbox, self._clock, is_offline=self._links.is_offline())
        if isinstance(accepted, ApplicationNotStored):
            self._step(accepted)
            return
        stored, slip = accepted
        self._step(stored)
        self._touched.set()
        if self._slips is None:
            self._step(SlipChanged(stored.id, SlipState.NO_PRINTER))
        else:
            self._slips(slip)

    async def _put(self, body: events.Body) -> Stored:
        return await self._outbox.put(CoarseKind.CALL, body, visit=self._state.visit)

    async def _watch_place(self) -> None:
        while True:
            await self.happen(self._place())
            await asyncio.sleep(_LOOK_AT_HOURS_SECONDS)

    def _place(self) -> Happening:
        if not self._hours.is_open(self._clock.now()):
            return PlaceClosed()
        if not self._outbox.has_room():
            return RoomRanOut()
        return RoomFound() if self._state.screen is Screen.FULL else PlaceOpened()

    async def _watch_line(self) -> None:
        async for _ in self._links.changes():
            if not self._links.is_offline():
                await self.happen(CallDelivered())

    async def _watch_silence(self) -> None:
        while True:
            is_asking = self._state.overlay is Overlay.STILL_THERE
            self._touched.clear()
            try:
                async with asyncio.timeout(self.patience.seconds(self._state)):
                    await self._touched.wait()
            except TimeoutError:
                await self._was_silent(NobodyThere() if is_asking else IdleTooLong())

    async def _was_silent(self, happening: NobodyThere | IdleTooLong) -> None:
        """Unless somebody came while something slow had to end first."""
        async with self._order:
            if not self._touched.is_set():
                await self._happen(happening)

    async def _watch_number(self) -> None:
        """Take the last number from the screen when it was there long enough."""
        async for state in self.changes():
            if state.accepted is not None and state.is_resting:
                await asyncio.sleep(self.patience.number_seconds)
                await self.happen(NumberForgotten(state.accepted.id))
