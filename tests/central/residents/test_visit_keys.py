"""Names of people within a visit."""

from __future__ import annotations

from pathlib import Path

from central.residents.visit_keys import VisitKeys, read_visit_keys

from .people import number


def test_every_replica_draws_the_same_keys_from_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    file.write_bytes(b"one secret")
    one, other = read_visit_keys(file), read_visit_keys(file)
    assert one.of("v", number(1)) == other.of("v", number(1))
    file.write_bytes(b"another secret")
    assert read_visit_keys(file).of("v", number(1)) != one.of("v", number(1))


def test_a_visit_cannot_borrow_from_the_number_behind_it() -> None:
    keys = VisitKeys(b"k")
    assert keys.of("v1", "23") != keys.of("v", "123")
    assert len(keys.of("v", "1")) == 16
