"""A signature as a picture."""

from __future__ import annotations

from xml.etree import ElementTree

from central.applications.signature import signature_svg
from protocol.wire.messages.applications import Ink, Sample

_PATH = "{http://www.w3.org/2000/svg}path"


def test_a_stroke_that_is_pressed_harder_is_thicker() -> None:
    stroke = (Sample(0, 10, 10, 0), Sample(5, 20, 10, 100), Sample(9, 30, 12, 4095))
    light, hard = _paths(Ink(1000, 400, "pen", (stroke,)))
    assert (light.get("d"), hard.get("d")) == ("M10 10L20 10", "M20 10L30 12")
    assert float(light.get("stroke-width", "0")) < float(hard.get("stroke-width", "0"))


def test_a_touch_without_a_way_is_a_dot() -> None:
    assert [path.get("d") for path in _paths(Ink(1000, 400, "touch", ((Sample(0, 7, 8, -1),),)))] == ["M7 8h0"]


def test_a_device_that_knows_no_pressure_draws_one_line() -> None:
    stroke = tuple(Sample(t, t, t, -1) for t in range(50))
    assert len(_paths(Ink(1000, 400, "mouse", (stroke,)))) == 1


def _paths(ink: Ink) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(signature_svg(ink))  # noqa: S314 (our own text)
    assert root.get("viewBox") == f"0 0 {ink.width} {ink.height}"
    return root.findall(_PATH)
