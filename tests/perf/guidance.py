"""How long the village's rules take for a family of eight, against the limit of 5 ms: python -m tests.perf.guidance."""

from __future__ import annotations

import statistics
import sys
from datetime import date
from time import perf_counter

from protocol.village.asking import open_questions
from protocol.village.circumstances import Circumstances
from tests.protocol.village.families import guidance, person, visit

LIMIT_MS = 5.0
ROUNDS = 200
EVERY_RULE_IN_FORCE = date(2026, 5, 1)


def family_of_eight() -> Circumstances:
    """Grandparents, parents and four children who move in; everything is known."""
    old = [person(81, kaigo="要介護3", hi="KOUKI", pension=True), person(78, hi="KOUKI", pension=True)]
    parents = [person(44, hi="KOKUHO", nenkin=1, mynumber=True), person(41, hi="KOKUHO", nenkin=1)]
    children = [person(age, hi="KOKUHO") for age in (16, 12, 7, 2)]
    return visit("TENNYU", [*old, *parents, *children], has_dog=True, uses_village_water=True, claimant_moves=True)


def milliseconds(rounds: int = ROUNDS) -> list[float]:
    """One measurement a round."""
    family, rules = family_of_eight(), guidance(EVERY_RULE_IN_FORCE)
    rules.judge(family)
    taken: list[float] = []
    for _ in range(rounds):
        begun = perf_counter()
        rules.judge(family)
        taken.append((perf_counter() - begun) * 1000)
    return taken


def milliseconds_to_find_questions() -> float:
    """One search for the open questions of a move of eight people of whom only the birth dates are known."""
    family, rules = family_of_eight(), guidance(EVERY_RULE_IN_FORCE)
    strangers = {key: type(each)(each.born) for key, each in family.people.items()}
    begun = perf_counter()
    open_questions(rules, Circumstances(strangers, family.occurrences))
    return (perf_counter() - begun) * 1000


def main() -> None:
    """Print median and worst, and their share of the limit."""
    taken = milliseconds()
    rules = guidance(EVERY_RULE_IN_FORCE).procedures
    median, worst = statistics.median(taken), max(taken)
    lines = (
        f"{len(rules)} rules, 8 people: median {median:.2f} ms, worst {worst:.2f} ms",
        f"limit {LIMIT_MS:.0f} ms: median uses {median / LIMIT_MS:.0%}, worst {worst / LIMIT_MS:.0%}",
        f"open questions, nothing known: {milliseconds_to_find_questions():.1f} ms",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
