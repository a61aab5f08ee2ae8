"""How long a touch on a question computes for a family of eight, limit 100 ms: python -m tests.perf.answering."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from time import process_time

from edge_agent.visit.guide import given_answer, open_question
from edge_agent.visit.happenings import Action, Touched
from edge_agent.visit.state import Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.messages.residents import Birth, Household, Member, Sex
from tests.edge_agent.visit.moving import ADDRESS, NEW, NEXT, NO_TELEPHONE, WHEN, WHERE, at_household, touched

LIMIT_MS = 100.0
_BORN = ("1945-05-01", "1948-02-02", "1982-03-03", "1985-04-04", "2010-01-01", "2014-02-02", "2019-03-03", "2024-04-04")
_WORDS = ("yes", "no", "unknown")


def family_of_eight() -> Household:
    """Three generations of whom 住基 knows the birth dates only."""
    members = (
        Member(f"m{place}", "道志　太郎", "ドウシ　タロウ", Birth(born), Sex.MALE, "子", is_head=place == 2)
        for place, born in enumerate(_BORN)
    )
    return Household(True, "2026-04-01T00:25:00Z", "m2", ADDRESS, "4020209", tuple(members))


def answers(state: State) -> tuple[str, ...]:
    """What may be touched on the question of a state."""
    question = open_question(state)
    if question is None or state.footing is None:
        return ()
    declared = state.footing.guidance.declared(question.fact.path)
    return (*_WORDS, *(str(choice.value) for choice in declared.choices))


def timed(state: State, word: str) -> tuple[State, float]:
    """A touch, and its milliseconds of the processor."""
    begun = process_time()
    after, _ = step(state, Touched(Action.ANSWER, state.revision, word))
    return after, (process_time() - begun) * 1000


def answered_once(state: State, taken: list[float]) -> State:
    """Every question answered with the first word that it takes."""
    while state.screen is Screen.QUESTION:
        before = state
        for word in answers(before):
            state, milliseconds = timed(before, word)
            if state is not before:
                taken.append(milliseconds)
                break
    return state


def changed_again(state: State) -> Iterator[float]:
    """Each answer, the first one first, changed to every other that its question takes."""
    while state.screen is Screen.QUESTION and given_answer(state) is not None:
        for word in answers(state):
            after, milliseconds = timed(state, word)
            if after is not state:
                yield milliseconds
        state, _ = step(state, Touched(Action.NEXT, state.revision))


def main() -> None:
    """Print how long the touches took, and the share of the limit at the 95th percentile."""
    begun = touched(at_household(family_of_eight()), (Action.CHOOSE_ALL, ""), NEXT, *WHERE, WHEN, NEW, NO_TELEPHONE)
    first: list[float] = []
    review = touched(answered_once(begun, first), NEXT)
    again = list(changed_again(touched(review, (Action.CHANGE, "answers"))))
    for name, taken in (("answered for the first time", first), ("answered otherwise", again)):
        late = statistics.quantiles(taken, n=20)[-1]
        sys.stdout.write(
            f"{name:28} {len(taken):3} touches: median {statistics.median(taken):5.1f} ms, "
            f"95th {late:5.1f} ms ({late / LIMIT_MS:.0%} of the limit), worst {max(taken):5.1f} ms\n"
        )


if __name__ == "__main__":
    main()
