"""The cast: one person of each role, a stranger, and an officer of another district.

In goes an empty database; out come organisations and users, all with the same password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duixian_web.accounts.models import Membership, Organisation, Role, User

__all__ = ["PASSWORD", "Cast", "make_cast"]

PASSWORD: Final = "correct-horse-staple"  # noqa: S105 (of tests)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and organisations of tests.

    Args:
        district: where all but the last two belong to.
        department: a department of it, the reporter's.
        elsewhere: a district that has nothing to do with it.
        administrator: of the district; so ``officer``, ``leader`` and ``reader``.
        reporter: of the department.
        foreigner: an officer of ``elsewhere``.
        stranger: an account without any role.
    """

    district: Organisation
    department: Organisation
    elsewhere: Organisation
    administrator: User
    officer: User
    reporter: User
    leader: User
    reader: User
    foreigner: User
    stranger: User

    def of(self, role: str) -> User:
        """Return the person of a role."""
        found: User = getattr(self, role)
        return found


def make_cast() -> Cast:
    """Write the cast into the database."""
    districts = Organisation.Kind.DISTRICT
    district = Organisation.objects.create(name="云溪区", kind=districts, code="999901")
    elsewhere = Organisation.objects.create(name="石桥区", kind=districts, code="999902")
    department = Organisation.objects.create(name="云溪区教育局", kind=Organisation.Kind.DEPARTMENT, parent=district)
    places = {
        Role.ADMINISTRATOR: district,
        Role.OFFICER: district,
        Role.REPORTER: department,
        Role.LEADER: district,
        Role.READER: district,
    }
    users = {role.value: _person(role.value, str(role.label)) for role in places}
    for role, place in places.items():
        Membership.objects.create(user=users[role.value], organisation=place, role=role)
    foreigner = _person("foreigner", "外区督查员")
    Membership.objects.create(user=foreigner, organisation=elsewhere, role=Role.OFFICER)
    return Cast(
        district=district,
        department=department,
        elsewhere=elsewhere,
        foreigner=foreigner,
        stranger=_person("stranger", "陌生人"),
        **users,
    )


def _person(username: str, name: str) -> User:
    return User.objects.create_user(username=username, name=name, password=PASSWORD)
