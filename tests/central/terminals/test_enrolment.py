"""A code lets one terminal in, once, for fifteen minutes, and only after a person has compared."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.audit.queries import lines_of, verify_chain
from central.db.rows import rows
from central.terminals.enrolment import EnrolmentState
from central.terminals.queries import device_keys, station
from central.terminals.register import EnrolmentView, awaited_enrolment, newest_certificate, newest_enrolment
from central.terminals.use_cases.end_enrolments import end_enrolments
from central.terminals.use_cases.open_enrolment import NotOpened, open_enrolment
from central.terminals.use_cases.retire_terminal import retire_terminal
from central.terminals.use_cases.settle_enrolment import cancel_enrolment, confirm_enrolment, refuse_enrolment
from central.terminals.use_cases.take_request import Certified, Denied, Waits, take_request
from protocol.enrolment import CODE_ALPHABET, EnrolmentRequest, code_key, fingerprint, folded_code
from provisioning.authority import create_site

from .hall import ADDRESS, BRANCH, OPERATOR, Hall, Newcomer, csr_of, other_kind_of_csr


async def _take(hall: Hall, request: EnrolmentRequest) -> Denied | Waits | Certified:
    return await take_request(request, hall.authority, hall.clock.now())


async def _view(hall: Hall) -> EnrolmentView:
    view = await newest_enrolment(hall.clock.now())
    assert view is not None
    return view


async def _confirm(hall: Hall, enrolment: str) -> bool:
    shown = (await _view(hall)).fingerprint
    return await confirm_enrolment(enrolment, shown, OPERATOR, ADDRESS, clock=hall.clock)


async def _enrol(hall: Hall) -> tuple[Newcomer, Certified]:
    opened, newcomer = await hall.newcomer()
    assert isinstance(await _take(hall, newcomer.request()), Waits)
    assert await _confirm(hall, opened.id)
    certified = await _take(hall, newcomer.request())
    assert isinstance(certified, Certified)
    return newcomer, certified


async def test_a_code_is_twelve_characters_of_base32_and_kept_nowhere(hall: Hall) -> None:
    opened = await hall.open_code()
    assert re.fullmatch(rf"(?:[{CODE_ALPHABET}]{{4}}-){{2}}[{CODE_ALPHABET}]{{4}}", opened.code)
    folded = folded_code(opened.code) or ""
    (stored,) = await rows("SELECT * FROM terminals_enrolment")
    assert bytes(stored["key"]) == code_key(folded)
    assert folded not in str(stored).replace("-", "")
    assert opened.code not in repr(opened)


async def test_a_terminal_with_the_code_is_certified_after_somebody_has_compared(hall: Hall) -> None:
    opened, newcomer = await hall.newcomer()
    request = newcomer.request()
    assert [type(await _take(hall, request)) for _ in range(2)] == [Waits, Waits]
    view = await _view(hall)
    assert (view.state, view.fingerprint) == (EnrolmentState.CAME, fingerprint(request.csr))
    assert await device_keys() == {}
    assert await _confirm(hall, opened.id)
    certified = await _take(hall, request)
    assert isinstance(certified, Certified)
    issued = x509.load_der_x509_certificate(certified.certificate)
    issued.verify_directly_issued_by(x509.load_der_x509_certificate(hall.authority.certificate))
    assert [name.value for name in issued.subject] == ["counter-2"]
    assert (await device_keys())["counter-2"] == newcomer.key.public_key()
    assert (await station("counter-2")).name == BRANCH.name
    assert (await _view(hall)).state is EnrolmentState.GRANTED


async def test_an_answer_that_was_lost_is_given_again_for_a_while_and_then_never(hall: Hall) -> None:
    newcomer, certified = await _enrol(hall)
    hall.clock.go_on(29)
    assert await _take(hall, newcomer.request()) == certified
    assert await awaited_enrolment(hall.clock.now()) is not None
    hall.clock.go_on(2)
    assert await _take(hall, newcomer.request()) == Denied()
    await end_enrolments(hall.clock.now())
    assert await awaited_enrolment(hall.clock.now()) is None
    assert (await rows("SELECT length(key) AS n FROM terminals_enrolment"))[0]["n"] == 0


async def test_a_code_is_for_the_first_terminal_only(hall: Hall) -> None:
    opened, newcomer = await hall.newcomer()
    assert isinstance(await _take(hall, newcomer.request()), Waits)
    thief = replace(newcomer, key=Ed25519PrivateKey.generate())
    assert await _take(hall, thief.request()) == Denied()
    assert await _confirm(hall, opened.id)
    assert await _take(hall, thief.request()) == Denied()
    assert isinstance(await _take(hall, newcomer.request()), Certified)
    assert await _take(hall, thief.request()) == Denied()


async def test_after_five_wrong_tries_the_right_code_is_worth_nothing(hall: Hall) -> None:
    _, newcomer = await hall.newcomer()
    guess = replace(newcomer, code="AAAA-AAAA-AAAA")
    for tries in range(1, 6):
        assert await _take(hall, guess.request()) == Denied()
        assert (await _view(hall)).wrong_tries == tries
    assert (await _view(hall)).state is EnrolmentState.DEAD
    assert await _take(hall, newcomer.request()) == Denied()
    assert await awaited_enrolment(hall.clock.now()) is None


async def test_four_wrong_tries_cost_nothing_and_none_counts_once_the_right_one_has_come(hall: Hall) -> None:
    _, newcomer = await hall.newcomer()
    guess = replace(newcomer, code="AAAA-AAAA-AAAA")
    for _ in range(4):
        assert await _take(hall, guess.request()) == Denied()
    assert isinstance(await _take(hall, newcomer.request()), Waits)
    for _ in range(6):
        assert await _take(hall, guess.request()) == Denied()
    assert isinstance(await _take(hall, newcomer.request()), Waits)


async def test_a_code_dies_after_fifteen_minutes_also_for_a_terminal_that_has_come(hall: Hall) -> None:
    opened, newcomer = await hall.newcomer()
    hall.clock.go_on(899)
    assert isinstance(await _take(hall, newcomer.request()), Waits)
    hall.clock.go_on(1)
    assert await _take(hall, newcomer.request()) == Denied()
    assert not await _confirm(hall, opened.id)
    await end_enrolments(hall.clock.now())
    assert (await _view(hall)).state is EnrolmentState.EXPIRED
    assert (await rows("SELECT length(key) AS n FROM terminals_enrolment"))[0]["n"] == 0


async def test_a_proof_for_another_authority_is_wrong(hall: Hall) -> None:
    _, newcomer = await hall.newcomer()
    other = hall.settings.authority.with_name("other")
    create_site(other, hall.clock.now())
    false = x509.load_pem_x509_certificate((other / "ca.crt").read_bytes())
    from cryptography.hazmat.primitives.serialization import Encoding

    assert await _take(hall, newcomer.request(authority=false.public_bytes(Encoding.DER))) == Denied()
    assert (await _view(hall)).wrong_tries == 1


@pytest.mark.parametrize("kind", ["another key", "not a request", "changed"])
async def test_a_request_that_no_terminal_would_make_is_denied(hall: Hall, kind: str) -> None:
    _, newcomer = await hall.newcomer()
    good = csr_of(newcomer.key)
    csr = {
        "another key": other_kind_of_csr(),
        "not a request": b"rubbish",
        "changed": good[:-1] + bytes([good[-1] ^ 1]),
    }[kind]
    assert await _take(hall, newcomer.request(csr)) == Denied()
    assert (await _view(hall)).state is EnrolmentState.OPEN
    assert isinstance(await _take(hall, newcomer.request()), Waits)


async def test_only_the_fingerprint_that_was_shown_is_confirmed(hall: Hall) -> None:
    opened, newcomer = await hall.newcomer()
    assert not await _confirm(hall, opened.id)
    await _take(hall, newcomer.request())
    assert not await confirm_enrolment(opened.id, "0000", OPERATOR, ADDRESS, clock=hall.clock)
    assert await _confirm(hall, opened.id)


@pytest.mark.parametrize("how", ["refused", "cancelled"])
async def test_a_terminal_that_was_turned_away_gets_nothing(hall: Hall, how: str) -> None:
    settle = {"refused": refuse_enrolment, "cancelled": cancel_enrolment}[how]
    opened, newcomer = await hall.newcomer()
    await _take(hall, newcomer.request())
    assert await settle(opened.id, OPERATOR, ADDRESS, clock=hall.clock)
    assert not await settle(opened.id, OPERATOR, ADDRESS, clock=hall.clock)
    assert not await _confirm(hall, opened.id)
    assert await _take(hall, newcomer.request()) == Denied()
    assert await device_keys() == {}


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (replace(BRANCH, number=0), "bad-number"),
        (replace(BRANCH, number=1000), "bad-number"),
        (replace(BRANCH, name=""), "bad-name"),
        (replace(BRANCH, name="a\nb"), "bad-name"),
        (replace(BRANCH, name="あ" * 65), "bad-name"),
        (replace(BRANCH, section="課" * 65), "bad-name"),
        (replace(BRANCH, place="nowhere"), "bad-place"),
    ],
)  # fmt: skip
async def test_a_post_that_cannot_be_is_refused(hall: Hall, post: object, code: str) -> None:
    assert await open_enrolment(post, OPERATOR, ADDRESS, clock=hall.clock) == NotOpened(code)  # type: ignore[arg-type]
    assert await awaited_enrolment(hall.clock.now()) is None


async def test_there_is_one_code_at_a_time(hall: Hall) -> None:
    opened = await hall.open_code()
    other = replace(BRANCH, number=3)
    assert await open_enrolment(other, OPERATOR, ADDRESS, clock=hall.clock) == NotOpened("already-open")
    assert await cancel_enrolment(opened.id, OPERATOR, ADDRESS, clock=hall.clock)
    assert (await hall.open_code(other)).id != opened.id


async def test_a_number_in_service_is_taken_over_only_after_its_terminal_was_retired(hall: Hall) -> None:
    await _enrol(hall)
    hall.clock.go_on(60)
    assert await open_enrolment(BRANCH, OPERATOR, ADDRESS, clock=hall.clock) == NotOpened("in-service")
    await retire_terminal("counter-2", hall.clock.now(), user=OPERATOR, reason="故障")
    assert await newest_certificate("counter-2") is None
    newcomer, certified = await _enrol(hall)
    assert certified.terminal == "counter-2"
    assert (await device_keys())["counter-2"] == newcomer.key.public_key()
    held = await newest_certificate("counter-2")
    assert held is not None
    assert held.content == certified.certificate


async def test_every_step_is_in_the_audit_log(hall: Hall) -> None:
    await _enrol(hall)
    hall.clock.go_on(60)
    await retire_terminal("counter-2", hall.clock.now(), user=OPERATOR, address=ADDRESS, reason="盗難")
    lines = list(reversed(await lines_of()))
    assert [(line["action"], line["actor"], line["terminal"]) for line in lines] == [
        ("enrolment-opened", "unyo", "counter-2"),
        ("enrolment-request", "counter-2", "counter-2"),
        ("enrolment-confirmed", "unyo", "counter-2"),
        ("terminal-enrolled", "counter-2", "counter-2"),
        ("terminal-retired", "unyo", "counter-2"),
    ]
    assert lines[-1]["detail"] == {"certificates": 1, "reason": "盗難"}
    assert (await verify_chain()).is_whole
