"""What commands may look up."""

from __future__ import annotations

import pytest

from bot.store import effects
from bot.store.apply import apply
from bot.store.database import Database
from bot.store.directory import Directory
from bot.store.states import Role
from bot.store.vault import Vault
from tests.support.clock import Clock
from tests.support.seed import group, joins, leaves, name_of, person, scene

NEAR = {
    "one digit different at the end": ("4322", True),
    "one digit different at the front": ("9321", True),
    "two digits different": ("4312", False),
    "one digit more": ("43211", False),
    "one digit fewer": ("432", False),
    "the same number": ("4321", False),
}


@pytest.mark.parametrize(("number", "near"), NEAR.values(), ids=NEAR.keys())
def test_a_close_number_is_one_that_differs_in_one_digit(
    database: Database, vault: Vault, clock: Clock, number: str, near: bool
) -> None:
    with database.write() as session:
        group(session, vault, clock.now(), "4321", "Amina")
        found = Directory(session).near(number)
    assert (found is not None) is near


SPELLINGS = {
    "as it was given": "کلینیک Clinic",
    "in capitals": "کلینیک CLINIC",
    "with Arabic letters for Persian ones": "كلينيك clinic",
    "with an invisible mark and a full stop": "کلی\u200cنیک  clinic.",
}


@pytest.mark.parametrize("name", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_group_is_found_by_its_name(database: Database, vault: Vault, clock: Clock, name: str) -> None:
    with database.write() as session:
        made = group(session, vault, clock.now(), "4321", "Amina", name="کلینیک Clinic")
        assert Directory(session).group(name) == made


def test_no_name_is_no_group(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        group(session, vault, clock.now(), "4321", "Amina")
        assert Directory(session).group_by_name("") is None
        assert Directory(session).group_by_name("...") is None


def test_a_member_number_is_kept_for_its_owner_and_never_given_to_another(
    database: Database, vault: Vault, clock: Clock
) -> None:
    with database.write() as session:
        made = group(session, vault, clock.now(), "4321", "Amina", "Bilal", "Chit")
        leaves(session, vault, clock.now(), made, "Chit")
        assert joins(session, vault, clock.now(), made, "Dina") == 4
        assert joins(session, vault, clock.now(), made, "Chit") == 3


def test_size_and_readers_count_whom_a_post_reaches(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        made = group(session, vault, clock.now(), "4321", "Amina", "Bilal", "Chit", "Dina")
        leaves(session, vault, clock.now(), made, "Dina")
        apply(effects.StopService(), scene(session, vault, "Chit", clock.now()))
        directory, amina = Directory(session), person(session, vault, "Amina", clock.now()).id
        assert directory.size(made) == 3
        assert directory.readers(made, amina) == 1


def eldest(database: Database, vault: Vault, clock: Clock, moderator: str | None) -> str | None:
    """Who inherits from Amina, with one of the others as moderator."""
    with database.write() as session:
        made = group(session, vault, clock.now(), "4321", "Amina")
        for name in ("Bilal", "Chit", "Dina"):
            clock.tick(60)
            joins(session, vault, clock.now(), made, name)
        directory = Directory(session)
        members = {
            name: directory.membership(made, person(session, vault, name, clock.now()).id)
            for name in ("Amina", "Bilal", "Chit", "Dina")
        }
        if moderator is not None and (chosen := members[moderator]):
            apply(effects.ChangeRole(chosen.id, Role.MODERATOR), scene(session, vault, "Amina", clock.now()))
        amina = members["Amina"]
        assert amina is not None
        heir = directory.eldest(made, but=amina)
        return name_of(session, vault, heir.person_id) if heir else None


def test_the_member_of_longest_standing_inherits(database: Database, vault: Vault, clock: Clock) -> None:
    assert eldest(database, vault, clock, moderator=None) == "Bilal"


def test_a_moderator_inherits_before_an_older_member(database: Database, vault: Vault, clock: Clock) -> None:
    assert eldest(database, vault, clock, moderator="Dina") == "Dina"


def test_a_proposed_number_is_free_and_has_four_digits(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        group(session, vault, clock.now(), "4321", "Amina")
        proposed = {Directory(session).unused_number() for _ in range(20)}
    assert "4321" not in proposed
    assert all(len(number) == 4 for number in proposed)


def test_my_groups_come_with_the_last_joined_first(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        for number in ("4321", "7020", "5555"):
            clock.tick(60)
            group(session, vault, clock.now(), number, "Amina")
        amina = person(session, vault, "Amina", clock.now()).id
        mine = [membership.group.number for membership in Directory(session).memberships_of(amina)]
    assert mine == ["5555", "7020", "4321"]
