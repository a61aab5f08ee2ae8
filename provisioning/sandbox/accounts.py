"""The practice sign-ins: one invented person for each role, with a password drawn for this village alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from central.staff.roles import Role


@dataclass(frozen=True)
class PracticePerson:
    """An invented member of staff. `title` is what the role is called in the town hall."""

    login: str
    name: str
    section: str
    title: str
    role: Role


@dataclass(frozen=True)
class PracticeAccount:
    """What somebody types to sign in for practice."""

    person: PracticePerson
    password: str

    @property
    def login(self) -> str:
        return self.person.login

    @property
    def title(self) -> str:
        return self.person.title


PEOPLE = (
    PracticePerson("madoguchi1", "沢登 みのり", "住民課", "窓口", Role.CLERK),
    PracticePerson("madoguchi2", "水越 たける", "住民課", "窓口", Role.CLERK),
    PracticePerson("fukushi", "池原 あおい", "福祉課", "関連課", Role.SECTION),
    PracticePerson("kyoiku", "大室 けんじ", "教育委員会", "関連課", Role.SECTION),
    PracticePerson("settei", "板橋 さやか", "総務課", "設定担当", Role.SETTINGS),
    PracticePerson("shinsa", "長又 まこと", "住民課", "審査・決裁", Role.SUPERVISOR),
    PracticePerson("shien", "竹之本 ゆかり", "住民課", "支援措置責任者", Role.PROTECTION),
    PracticePerson("kansa", "小善地 ひさし", "監査委員事務局", "監査担当", Role.AUDITOR),
    PracticePerson("unyo", "神地 わたる", "総務課", "運用", Role.OPERATOR),
)


def practice_accounts(file: Path) -> tuple[PracticeAccount, ...]:
    """Everybody with this village's password, which is drawn the first time and kept in `file`."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"renshu-{secrets.randbelow(10**6):06d}\n", encoding="ascii")
    password = file.read_text(encoding="ascii").strip()
    return tuple(PracticeAccount(person, password) for person in PEOPLE)
