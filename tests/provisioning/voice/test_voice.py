"""What is spoken for the counters: each sentence once, nothing filled in, and never why a card was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.village.spoken import SUFFIX, voice_name
from provisioning.site.catalogue import village_catalogue
from provisioning.voice.__main__ import main
from provisioning.voice.folder import Filled, fill
from provisioning.voice.speaker import spoken
from provisioning.voice.what_is_said import sentences_of_catalogue, sentences_of_texts

TEXTS = Path(__file__).parents[3] / "edge_agent" / "texts" / "ja.toml"


def _silent(sentence: str) -> bytes:
    return sentence.encode()


def test_a_sentence_becomes_a_short_file_of_sound() -> None:
    sound = spoken("カードをお取りください")
    assert sound.startswith(b"OggS")
    assert 4_000 < len(sound) < 60_000


def test_what_cannot_be_spoken_makes_no_file(tmp_path: Path) -> None:
    assert fill(tmp_path, ["…"], lambda _: b"") == Filled(0, 0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_text_is_spoken_in_sentences_and_nothing_that_is_filled_in_is_spoken(tmp_path: Path) -> None:
    file = tmp_path / "ja.toml"
    file.write_text('[a]\nb = "一。二。"\nc = "{name}さん"\n[a.d]\ne = "一。"\n', encoding="utf-8")
    assert sentences_of_texts(file) == ("一。", "二。")


@pytest.mark.parametrize(
    "unsaid",
    [
        "暗証番号がロックされました",
        "電子証明書の有効期限が切れています",
        "このカードには暗証番号がありません",
        "暗証番号がちがいます。",
        "この暗証番号はロックされています",
        "もう一度ためす",
    ],
)
def test_the_cause_of_a_stop_is_never_spoken(unsaid: str) -> None:
    assert unsaid not in sentences_of_texts(TEXTS)


def test_a_stop_is_spoken_neutrally_and_titles_and_buttons_are_spoken() -> None:
    said = set(sentences_of_texts(TEXTS))
    assert {"お取り扱いできません", "職員におたずねください。", "暗証番号を入れてください", "つぎへ", "もどる"} <= said


def test_the_questions_and_their_answers_are_spoken_plainly_too() -> None:
    said = set(sentences_of_catalogue(village_catalogue()))
    assert {"犬を飼っていますか", "国民健康保険", "いぬを かって いますか"} <= said


def test_a_folder_is_filled_once_and_forgets_what_nobody_says(tmp_path: Path) -> None:
    assert fill(tmp_path, ["一", "二"], _silent) == Filled(2, 0, 0)
    assert fill(tmp_path, ["二", "三", "三"], _silent) == Filled(1, 1, 1)
    assert {file.name for file in tmp_path.iterdir()} == {f"{voice_name(text)}{SUFFIX}" for text in ("二", "三")}


def test_a_run_that_was_cut_short_leaves_no_half_file(tmp_path: Path) -> None:
    def breaks(sentence: str) -> bytes:
        if sentence == "二":
            raise KeyboardInterrupt
        return _silent(sentence)

    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, ["一", "二"], breaks)
    assert fill(tmp_path, ["一", "二"], _silent) == Filled(1, 1, 0)


def test_the_command_speaks_every_text_and_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("provisioning.voice.__main__.spoken", _silent)
    assert main(["--into", str(tmp_path)]) == 0
    assert (tmp_path / f"{voice_name('つぎへ')}{SUFFIX}").is_file()
    assert "新" in capsys.readouterr().out
    assert main(["--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""
