"""Every message of the line, as hypothesis draws it."""

from __future__ import annotations

import base64

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from protocol.wire.envelope import Attributes, CoarseKind, Envelope
from protocol.wire.messages import answers, commands, events, questions, receipts

TEXT = st.text(max_size=40)
COUNT = st.integers(min_value=0, max_value=2**63 - 1)
BASE64 = st.binary(max_size=64).map(lambda raw: base64.b64encode(raw).decode())

ATTRIBUTES: SearchStrategy[Attributes] = st.builds(
    Attributes,
    id=TEXT,
    source=TEXT,
    type=st.sampled_from(CoarseKind),
    time=TEXT,
    epoch=TEXT,
    seq=COUNT,
    keyid=TEXT,
    encapsulation=BASE64,
    partof=TEXT,
    part=COUNT,
)

ENVELOPES: SearchStrategy[Envelope] = ATTRIBUTES.flatmap(
    lambda attributes: BASE64.map(
        lambda data: Envelope(
            id=attributes.id,
            source=attributes.source,
            type=attributes.type,
            time=attributes.time,
            epoch=attributes.epoch,
            seq=attributes.seq,
            keyid=attributes.keyid,
            encapsulation=attributes.encapsulation,
            partof=attributes.partof,
            part=attributes.part,
            data_base64=data,
        )
    )
)

EVENT_BODIES: SearchStrategy[events.Body] = st.one_of(
    st.builds(events.StaffCalled, screen=TEXT),
    st.builds(events.CallWithdrawn, call=TEXT),
    st.builds(events.TerminalStarted, version=TEXT),
    st.builds(events.EpochBegan, previous=TEXT, previous_last_seq=COUNT, reason=TEXT),
)

ANSWER_BODIES: SearchStrategy[answers.Body] = st.one_of(
    st.builds(
        answers.Here, time=TEXT, juki=st.sampled_from(answers.LinkState), issuing=st.sampled_from(answers.LinkState)
    ),
    st.builds(answers.Position, highest_seq=COUNT, highest_serial=COUNT),
    st.builds(answers.Refused, code=TEXT),
)

SEQ_RANGES = st.lists(st.builds(receipts.SeqRange, first=COUNT, last=COUNT), max_size=5).map(tuple)

FRAMES: SearchStrategy[object] = st.one_of(
    st.builds(events.Captured, body=EVENT_BODIES, offline=st.booleans(), clock_trusted=st.booleans(), visit=TEXT),
    st.builds(questions.AreYouThere),
    st.builds(questions.StreamPosition, epoch=TEXT, business_day=TEXT),
    st.builds(questions.Question, id=TEXT, keyid=TEXT, reply_key=TEXT, sealed=BASE64, visit=TEXT),
    ANSWER_BODIES,
    st.builds(answers.Answer, id=TEXT, sealed=BASE64),
    st.builds(
        commands.Command,
        id=TEXT,
        body=st.one_of(st.builds(commands.CallAnswered, call=TEXT), st.builds(commands.BeginEpoch, epoch=TEXT)),
    ),
    st.builds(commands.Presence, terminal=TEXT, instance=TEXT, online=st.booleans(), version=TEXT, since=TEXT),
    st.builds(commands.CentralState, instance=TEXT, online=st.booleans()),
    st.builds(
        receipts.Receipt,
        terminal=TEXT,
        epoch=TEXT,
        stored=SEQ_RANGES,
        time=TEXT,
        forked=st.lists(COUNT, max_size=3).map(tuple),
    ),
    ENVELOPES,
)
