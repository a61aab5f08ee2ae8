"""Every message of the line, as hypothesis draws it."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import FIGURES, Cause, CheckName, HealthCheck, Level
from protocol.wire.envelope import PARTS, Attributes, CoarseKind, Envelope
from protocol.wire.messages import answers, commands, events, publications, questions, receipts, renewal

from .applications import APPLICATIONS, INK, PRINTED_AGAIN, SCANS, SLIP_REPORTS
from .words import BASE64, COUNT, DIGEST, ID, ID_OR_NONE, LABEL, SEQ, TEXT, WHOLE

ATTRIBUTES: SearchStrategy[Attributes] = st.builds(
    Attributes,
    id=ID,
    source=LABEL,
    type=st.sampled_from(CoarseKind),
    time=LABEL,
    epoch=ID,
    seq=SEQ,
    keyid=LABEL,
    encapsulation=BASE64,
    partof=ID_OR_NONE,
    part=st.integers(0, PARTS),
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
    st.builds(events.StaffCalled, screen=LABEL),
    st.builds(events.CallWithdrawn, call=ID),
    st.builds(events.TerminalStarted, version=LABEL),
    st.builds(events.EpochBegan, previous=ID_OR_NONE, previous_last_seq=COUNT, reason=LABEL),
    APPLICATIONS,
    SCANS,
    SLIP_REPORTS,
)

ANSWER_BODIES: SearchStrategy[answers.Body] = st.one_of(
    st.builds(
        answers.Here, time=TEXT, juki=st.sampled_from(answers.LinkState), issuing=st.sampled_from(answers.LinkState)
    ),
    st.builds(answers.Position, highest_seq=COUNT, highest_serial=COUNT),
    st.builds(answers.Refused, code=TEXT),
    st.builds(renewal.CertificateHeld, newest=BASE64, is_coming=st.booleans(), ends=TEXT),
)

SEQ_RANGES = st.lists(st.tuples(SEQ, SEQ).map(lambda ends: receipts.SeqRange(min(ends), max(ends))), max_size=5).map(
    tuple
)

DEVICES = st.lists(
    st.builds(
        DeviceStatus,
        kind=st.sampled_from(DeviceKind),
        name=LABEL,
        state=st.sampled_from(DeviceState),
        fault=st.none() | st.sampled_from(FaultCode),
        since=LABEL,
    ),
    max_size=3,
).map(tuple)

HEALTH = st.lists(
    st.sampled_from(Cause).flatmap(
        lambda cause: st.builds(
            HealthCheck,
            name=st.sampled_from(CheckName),
            level=st.sampled_from(Level),
            cause=st.just(cause),
            since=LABEL,
            figures=st.fixed_dictionaries(dict.fromkeys(sorted(FIGURES.get(cause, ())), WHOLE)),
        )
    ),
    max_size=3,
).map(tuple)

ATTACHMENTS = st.lists(st.builds(events.Attachment, name=LABEL, sha256=TEXT, parts=COUNT), max_size=3).map(tuple)

FRAMES: SearchStrategy[object] = st.one_of(
    st.builds(
        events.Captured,
        body=EVENT_BODIES,
        offline=st.booleans(),
        clock_trusted=st.booleans(),
        visit=ID_OR_NONE,
        attachments=ATTACHMENTS,
    ),
    st.builds(questions.AreYouThere),
    st.builds(questions.StreamPosition, epoch=ID, business_day=LABEL),
    st.builds(renewal.AskCertificate, held=DIGEST),
    st.builds(questions.Question, id=ID, keyid=LABEL, reply_key=LABEL, sealed=BASE64, visit=ID_OR_NONE),
    ANSWER_BODIES,
    st.builds(answers.Answer, id=ID, sealed=BASE64),
    st.builds(
        commands.Command,
        id=ID,
        body=st.one_of(
            st.builds(commands.CallAnswered, call=ID), st.builds(commands.BeginEpoch, epoch=ID), PRINTED_AGAIN
        ),
    ),
    st.builds(
        commands.Presence,
        terminal=ID,
        instance=ID,
        online=st.booleans(),
        version=LABEL,
        since=LABEL,
        devices=DEVICES,
        health=HEALTH,
    ),
    st.builds(commands.CentralState, instance=ID, online=st.booleans()),
    st.builds(
        receipts.Receipt,
        terminal=ID,
        epoch=ID,
        stored=SEQ_RANGES,
        time=TEXT,
        batch=TEXT,
        forked=st.lists(SEQ, max_size=3).map(tuple),
    ),
    st.builds(publications.CataloguePublished, serial=COUNT, version=DIGEST, content=st.binary(max_size=200)),
    INK,
    ENVELOPES,
)
