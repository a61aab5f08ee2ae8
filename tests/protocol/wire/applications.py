"""Applications, signatures and slips, as hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from protocol.wire.messages import applications as messages
from protocol.wire.messages.commands import PrintSlip
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Birth, Sex

from .words import BASE64, COUNT, DIGEST, ID, ID_OR_NONE, LABEL, LONG_TEXT

VALUE: SearchStrategy[messages.FactValue] = st.one_of(
    st.booleans(), st.integers(-999, 9999), LABEL, st.lists(LABEL, max_size=3).map(tuple)
)

PARTIES = st.builds(
    messages.Party,
    key=ID,
    name=LONG_TEXT,
    kana=LONG_TEXT,
    birth=st.builds(Birth, iso=LABEL, text=LABEL, unknown=st.booleans()),
    sex=st.sampled_from(Sex),
    relation=LONG_TEXT,
    is_head=st.booleans(),
    moves=st.booleans(),
    is_from_registry=st.booleans(),
    is_foreign=st.booleans(),
    facts=st.dictionaries(LABEL, VALUE, max_size=3),
)

SLIP_CODES = st.lists(st.builds(messages.SlipCode, text=LABEL, section=LABEL), max_size=3).map(tuple)

_KEYS = st.none() | st.lists(ID, max_size=3).map(tuple)

OCCURRED = st.builds(
    messages.Occurred,
    event=LABEL,
    day=LABEL,
    movers=_KEYS,
    members=_KEYS,
    household=st.dictionaries(LABEL, VALUE, max_size=3),
    implied=st.dictionaries(LABEL, VALUE, max_size=3),
)

APPLICATIONS: SearchStrategy[messages.ApplicationMade] = st.builds(
    messages.ApplicationMade,
    number=LABEL,
    life_event=LABEL,
    catalogue=DIGEST,
    moved_on=LABEL,
    moved_on_written=LABEL,
    before=LONG_TEXT,
    after=st.none() | st.builds(messages.NewAddress, town=LABEL, postal_code=LABEL, lot=LABEL, building=LONG_TEXT),
    household=st.builds(
        messages.HouseholdPlan,
        joins=LABEL,
        head=ID_OR_NONE,
        remaining_head=ID_OR_NONE,
        joined_head=LONG_TEXT,
        change=LABEL,
        movers=st.integers(0, 99),
    ),
    applicant=LONG_TEXT,
    applicant_kana=LONG_TEXT,
    telephone=LABEL,
    people=st.lists(PARTIES, max_size=3).map(tuple),
    answers=st.lists(
        st.builds(messages.Answered, fact=LABEL, value=st.none() | VALUE, person=ID_OR_NONE), max_size=3
    ).map(tuple),
    procedures=st.lists(st.builds(messages.Listed, procedure=LABEL, standing=LABEL, section=LABEL), max_size=3).map(
        tuple
    ),
    codes=SLIP_CODES,
    identity=st.builds(
        messages.Identified,
        assurance=LABEL,
        proof=st.none()
        | st.builds(CardProof, challenge=ID, certificate=BASE64, signature=BASE64, context=DIGEST | st.just("")),
    ),
    household_as_of=LABEL,
    shown=DIGEST,
    occurrences=st.lists(OCCURRED, min_size=1, max_size=3).map(tuple),
    elsewhere=st.none()
    | st.builds(
        messages.Elsewhere,
        prefecture=LABEL,
        municipality=LABEL,
        rest=LONG_TEXT,
        country=LABEL,
        with_card=st.none() | st.booleans(),
    ),
    role=LABEL,
)

SAMPLES = st.builds(
    messages.Sample,
    t=st.integers(0, 600_000),
    x=st.integers(0, 10_000),
    y=st.integers(0, 10_000),
    p=st.integers(-1, 4095),
)

INK: SearchStrategy[messages.Ink] = st.builds(
    messages.Ink,
    width=st.integers(1, 10_000),
    height=st.integers(1, 10_000),
    device=LABEL,
    strokes=st.lists(st.lists(SAMPLES, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple),
)

SCANS = st.builds(messages.CodeScanned, text=LABEL)

SLIP_REPORTS = st.builds(messages.SlipReported, application=ID, print_id=ID, state=LABEL, fault=LABEL)

PRINTED_AGAIN = st.builds(
    PrintSlip,
    application=ID,
    number=LABEL,
    life_event=LABEL,
    accepted_at=LABEL,
    offline=st.booleans(),
    codes=SLIP_CODES,
    procedures=st.dictionaries(LABEL, COUNT, max_size=3),
)
