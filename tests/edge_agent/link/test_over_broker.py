"""The counter's whole way over a real broker: questions answered, events receipted, nothing lost when it is killed."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from edge_agent.link.inbound import Inbound
from edge_agent.link.questions import Questions
from edge_agent.link.states import LinkStates
from edge_agent.outbox.receipts import Receipts
from edge_agent.outbox.sender import Sender
from edge_agent.outbox.store import Outbox
from protocol.session import Message, Session
from protocol.wire import topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.codec import batch_digest, decode, decode_batch, encode
from protocol.wire.envelope import Envelope
from protocol.wire.messages import answers, commands, questions
from protocol.wire.messages.answers import LinkState
from protocol.wire.messages.receipts import Receipt, ranges
from protocol.wire.sealing import Opener, seal_to
from tests.provisioning.broker import Broker

from ..counter import CENTRAL_KEY, TERMINAL, call, counter_clock, outbox


@dataclass
class Centre:
    """Stores in memory what arrives, receipts it, and answers questions, over a real session."""

    session: Session
    stored: dict[tuple[str, int], Envelope] = field(default_factory=dict)

    def listen(self) -> None:
        """Take what terminals send."""
        self.session.handle(topics.every_terminal(topics.events("+"), shared=True), self.store)
        self.session.handle(topics.every_terminal(topics.questions("+"), shared=True), self.answer)

    async def store(self, message: Message) -> None:
        """Keep each event once and receipt all of them."""
        batch = decode_batch(message.payload)
        for envelope in batch:
            kept = self.stored.setdefault((envelope.epoch, envelope.seq), envelope)
            assert kept == envelope
        seqs, digest = ranges([each.seq for each in batch]), batch_digest(message.payload)
        receipt = Receipt(TERMINAL, batch[0].epoch, seqs, "2026-04-01T00:30:00Z", digest)
        await self.session.publish(topics.receipts(TERMINAL), encode(receipt))

    async def answer(self, message: Message) -> None:
        """Say that it is there, or how far the stream is stored."""
        question = decode(message.payload, questions.Question)
        sealed = base64.b64decode(question.sealed)
        plaintext = Opener.of(CENTRAL_KEY).open_question(question.keyid, sealed, question_context(TERMINAL, question))
        body: questions.Body = decode(plaintext, questions.Body)  # type: ignore[arg-type]
        answer = self._answer(body)
        reply_key = X25519PublicKey.from_public_bytes(base64.b64decode(question.reply_key))
        box = seal_to(reply_key, encode(answer), answer_context(TERMINAL, question.id))
        frame = answers.Answer(question.id, base64.b64encode(box).decode())
        await self.session.publish(topics.answers(TERMINAL), encode(frame), correlation=message.correlation)

    def _answer(self, body: questions.Body) -> answers.Body:
        if isinstance(body, questions.StreamPosition):
            seqs = [seq for epoch, seq in self.stored if epoch == body.epoch]
            return answers.Position(max(seqs, default=0), 0)
        return answers.Here("2026-04-01T00:30:00Z", LinkState.UP, LinkState.UP)


@dataclass
class Counter:
    """One terminal's parts, wired as the agent wires them."""

    box: Outbox
    links: LinkStates
    calls: list[str]


@asynccontextmanager
async def central(broker: Broker) -> AsyncIterator[Centre]:
    """A centre while the block runs."""
    session = Session(broker.central(), signer=broker.central_signer(), verifier=broker.trusts_terminals())
    centre = Centre(session)
    centre.listen()
    async with running(session.run):
        yield centre


@asynccontextmanager
async def counter(broker: Broker, folder: Path) -> AsyncIterator[Counter]:
    """A counter while the block runs."""
    session = Session(broker.terminal(TERMINAL), signer=broker.terminal_signer(), verifier=broker.trusts_central())
    asking = Questions(session, terminal=TERMINAL, recipient=CENTRAL_KEY.public_key())
    clock, calls = counter_clock(), list[str]()
    links = LinkStates(asking, clock, told_time=clock.compare, ask_every_seconds=0.5)
    async with outbox(folder, clock=clock, is_offline=links.is_cut) as box:
        sender = Sender(box, session, asking, topic=topics.events(TERMINAL), resend_seconds=1.0)
        receipts = Receipts(box, sender)

        async def answered(call: str) -> None:
            calls.append(call)

        async def unwanted(_: object) -> None:
            return

        inbound = Inbound(
            terminal=TERMINAL,
            clock=clock,
            receipt=receipts.take,
            leave_epoch=receipts.leave_epoch,
            call_answered=answered,
            confirmed_by_clerk=answered,
            print_slip=unwanted,
        )
        session.handle(topics.receipts(TERMINAL), inbound.take_receipt)
        session.handle(topics.commands(TERMINAL), inbound.take_command)
        session.on_change(links.line_changed)
        session.on_change(sender.line_changed)
        async with running(session.run, links.run, sender.run):
            yield Counter(box, links, calls)


@asynccontextmanager
async def running(*parts: Callable[[], Coroutine[None, None, None]]) -> AsyncIterator[None]:
    """Parts at work; one that fails fails the test."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(part()) for part in parts]
        yield
        for task in tasks:
            task.cancel()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that has to happen soon."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_an_event_arrives_is_receipted_and_forgotten_and_the_states_are_up(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker, central(broker) as centre, counter(broker, tmp_path) as it:
        stored = await call(it.box)
        await until(lambda: it.box.waiting().count == 0 and not it.links.is_offline())
        assert centre.stored[stored.epoch, stored.seq].id == stored.event_id
        command = commands.Command("c-1", commands.CallAnswered(stored.event_id))
        await centre.session.publish(topics.commands(TERMINAL), encode(command))
        await until(lambda: it.calls == [stored.event_id])


async def test_what_was_put_without_a_broker_arrives_when_it_is_back(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker, central(broker) as centre, counter(broker, tmp_path) as it:
        await until(lambda: not it.links.is_offline() and it.box.waiting().count == 0)
        await broker.kill()
        await until(it.links.is_offline)
        stored = [await call(it.box) for _ in range(70)]
        assert it.box.waiting().count == 70
        await broker.start()
        await until(lambda: it.box.waiting().count == 0)
        assert {centre.stored[each.epoch, each.seq].id for each in stored} == {each.event_id for each in stored}


async def test_nothing_is_lost_when_the_broker_is_killed_again_and_again(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker, central(broker) as centre, counter(broker, tmp_path) as it:
        for _ in range(3):
            await asyncio.gather(*(call(it.box) for _ in range(300)))
            await asyncio.sleep(0.05)
            await broker.kill()
            await broker.start()
        await until(lambda: it.box.waiting().count == 0)
        last = it.box.standing().stream
        assert sorted(centre.stored) == [(last.epoch, seq) for seq in range(1, last.seq + 1)]


async def test_events_wait_while_central_is_away_although_the_broker_is_there(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker, counter(broker, tmp_path) as it:
        await call(it.box)
        await until(lambda: it.links.current().central.state is LinkState.DOWN)
        assert it.links.current().broker.state is LinkState.UP
        assert it.box.waiting().count == 2
        async with central(broker) as centre:
            await until(lambda: it.box.waiting().count == 0)
            assert len(centre.stored) == 2
