"""Nothing that is known of a person shows itself where programs print things."""

from __future__ import annotations

import pytest

from central.residents.registry import CertificateKey, LinkedPerson

from .people import NOW, household, number, protection, resident

SHY = [
    resident(1, name="道志　花子"),
    household(resident(1, name="道志　花子"), blocks=(protection(1),)),
    protection(1),
    LinkedPerson(resident(1, name="道志　花子"), NOW),
    CertificateKey("ab", 117440513),
]


@pytest.mark.parametrize("thing", SHY, ids=lambda thing: type(thing).__name__)
def test_a_record_does_not_show_itself(thing: object) -> None:
    for secret in (number(1), "道志", "117440513", "番地"):
        assert secret not in repr(thing)
        assert secret not in f"{thing}"
