"""Cards and certificates end on birthdays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from provisioning.sandbox.jpki.validity import card_expiry, certificate_expiry, end_of


@pytest.mark.parametrize(
    ("birth", "issued", "certificate", "card"),
    [
        (date(1985, 4, 1), date(2026, 3, 31), date(2030, 4, 1), date(2035, 4, 1)),
        (date(1985, 4, 1), date(2026, 4, 1), date(2031, 4, 1), date(2036, 4, 1)),
        (date(2020, 6, 1), date(2026, 4, 1), date(2030, 6, 1), date(2030, 6, 1)),
        (date(2000, 2, 29), date(2026, 3, 1), date(2031, 2, 28), date(2036, 2, 29)),
    ],
)
def test_a_certificate_lasts_to_the_fifth_birthday_and_a_card_to_the_tenth_or_a_minors_fifth(
    birth: date, issued: date, certificate: date, card: date
) -> None:
    assert certificate_expiry(birth, issued) == certificate
    assert card_expiry(birth, issued) == card


def test_a_day_ends_in_japan() -> None:
    assert end_of(date(2031, 4, 1)) == datetime(2031, 4, 1, 14, 59, 59, tzinfo=UTC)
