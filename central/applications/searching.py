"""How cases are found by name: keys that forgive what the ear and the brush do not tell apart."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from protocol.japanese.kana import fold_kana, fold_name
from protocol.wire.messages.applications import ApplicationMade

_BETWEEN = "\n"


@dataclass(frozen=True)
class Keys:
    """The folded names of everybody in a case, one a line; and the applicant's, to order by."""

    kana: str = field(repr=False)
    names: str = field(repr=False)
    applicant: str = field(repr=False)


@dataclass(frozen=True)
class Wanted:
    """What was typed, as each kind of key has it; "" matches nothing of that kind."""

    number: str
    kana: str = field(repr=False)
    name: str = field(repr=False)


def keys_of(application: ApplicationMade) -> Keys:
    """The applicant and every person, by フリガナ and by name."""
    kana = [application.applicant_kana, *(person.kana for person in application.people)]
    names = [application.applicant, *(person.name for person in application.people)]
    return Keys(
        kana=_BETWEEN.join(dict.fromkeys(fold_kana(each) for each in kana)),
        names=_BETWEEN.join(dict.fromkeys(fold_name(each) for each in names)),
        applicant=fold_kana(application.applicant_kana or application.applicant),
    )


def wanted(text: str) -> Wanted | None:
    """What to look for; None: everything. A text of nothing but spaces looks for nothing in particular."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return Wanted(plain, fold_kana(plain), fold_name(plain)) if plain else None
