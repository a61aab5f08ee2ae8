"""Search keys: what sounds or looks alike is found, and folding twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.kana import fold_kana, fold_name

KANA = "".join(chr(code) for code in range(0x30A1, 0x30FD)) + "ｱｲｳﾊﾞﾊﾟﾞﾟｰあいうがぱゔ゙゚ 　・-A1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ガンダ", "カンタ"), ("パパ", "ババ"), ("ヂ", "ジ"), ("ヅ", "ズ"), ("ヂ", "チ"),
        ("ヴァイオラ", "バイオラ"), ("ヴ", "ブ"),
        ("ハットリ", "ハツトリ"), ("シャ", "シヤ"),
        ("ユーコ", "ユコ"), ("コウノ", "コオノ"), ("コウヂョウ", "コオジヨオ"),

        ("ドウシ　タロウ", "ドウシタロウ"), ("ﾄﾞｳｼ", "ドウシ"),
        ("どうし", "ドウシ"), ("ヲ", "オ"), ("チャン・ユウリン", "チヤンユウリン"),
    ],
)  # fmt: skip
def test_kana_that_a_clerk_may_hear_alike_share_a_key(one: str, other: str) -> None:
    assert fold_kana(one) == fold_kana(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ウエノ", "オエノ"), ("サトウ", "サト"), ("アベ", "アビ"), ("ハマ", "ヤマ")]
)
def test_kana_that_differ_keep_different_keys(one: str, other: str) -> None:
    assert fold_kana(one) != fold_kana(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("渡邉", "渡辺"), ("渡邊", "渡辺"), ("髙橋", "高橋"), ("濵田", "浜田"), ("葛󠄀城", "葛城"),
     ("斉󠄃藤", "齋藤"), ("𠮷男", "吉男"),
     ("道志　花子", "道志花子"), ("ＺＨＡＮＧ", "zhang")],
)  # fmt: skip
def test_variants_share_a_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_without_the_table_variants_stay_apart() -> None:
    assert fold_name("髙橋", None) != fold_name("高橋", None)
    assert fold_name("葛󠄀城", None) == fold_name("葛城", None)


@given(st.text(alphabet=KANA) | st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_kana(fold_kana(text)) == fold_kana(text)
    assert fold_name(fold_name(text)) == fold_name(text)
