"""What commands may look up."""

from __future__ import annotations

import pytest

from bot.store import effects
from bot.store.apply import apply
from bot.store.database import Database
from bot.store.directory import OFFERED_AGAIN, Directory
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
        found = Directory(session, vault, clock.now()).near(number)
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
        assert Directory(session, vault, clock.now()).group(name) == made


def test_no_name_is_no_group(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        group(session, vault, clock.now(), "4321", "Amina")
        assert Directory(session, vault, clock.now()).group_by_name("") is None
        assert Directory(session, vault, clock.now()).group_by_name("...") is None


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
        directory, amina = Directory(session, vault, clock.now()), person(session, vault, "Amina", clock.now()).id
        assert directory.size(made) == 3
        assert directory.readers(made, amina) == 1


def heirs(database: Database, vault: Vault, clock: Clock, *happened: str) -> list[str]:
    """Who would inherit from Amina, best first; `happened` says who of the others moderates, was asked or stopped."""
    with database.write() as session:
        made = group(session, vault, clock.now(), "4321", "Amina")
        for name in ("Bilal", "Chit", "Dina"):
            clock.tick(60)
            joins(session, vault, clock.now(), made, name)
        directory = Directory(session, vault, clock.now())
        for name, what in (each.split(" ", 1) for each in happened):
            own = scene(session, vault, name, clock.now())
            member = directory.membership(made, own.person_id)
            assert member is not None
            done: dict[str, effects.RowEffect] = {
                "moderates": effects.ChangeRole(member.id, Role.MODERATOR),
                "owns it, too": effects.ChangeRole(member.id, Role.OWNER),
                "was asked": effects.OfferOwnership(member.id),
                "has stopped": effects.StopService(),
                "has left": effects.EndMembership(member.id),
            }
            apply(done[what], own)
        session.flush()
        return [name_of(session, vault, member.person_id) for member in directory.heirs(made)]


HEIRS = {
    "the one of longest standing first": ((), ["Bilal", "Chit", "Dina"]),
    "a moderator before an older member": (("Dina moderates",), ["Dina", "Bilal", "Chit"]),
    "who was asked lately after the others": (("Dina moderates", "Dina was asked"), ["Bilal", "Chit", "Dina"]),
    "who has stopped at the very end": (("Bilal has stopped", "Chit was asked"), ["Dina", "Chit", "Bilal"]),
    "not who has left": (("Bilal has left",), ["Chit", "Dina"]),
    "not who owns it already": (("Chit owns it, too",), ["Bilal", "Dina"]),
}


@pytest.mark.parametrize(("happened", "order"), HEIRS.values(), ids=HEIRS.keys())
def test_who_could_own_a_group_comes_in_order(
    database: Database, vault: Vault, clock: Clock, happened: tuple[str, ...], order: list[str]
) -> None:
    assert heirs(database, vault, clock, *happened) == order


def test_who_was_asked_long_ago_may_be_asked_again(database: Database, vault: Vault, clock: Clock) -> None:
    heirs(database, vault, clock, "Bilal was asked")
    clock.tick(OFFERED_AGAIN.total_seconds() + 1)
    with database.read() as session:
        directory = Directory(session, vault, clock.now())
        made = directory.group_by_number("4321")
        assert made is not None
        assert [member.number for member in directory.heirs(made)] == [2, 3, 4]


def test_a_proposed_number_is_free_and_has_four_digits(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        group(session, vault, clock.now(), "4321", "Amina")
        proposed = {Directory(session, vault, clock.now()).unused_number() for _ in range(20)}
    assert "4321" not in proposed
    assert all(len(number) == 4 for number in proposed)


def test_my_groups_come_with_the_last_joined_first(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        for number in ("4321", "7020", "5555"):
            clock.tick(60)
            group(session, vault, clock.now(), number, "Amina")
        amina = person(session, vault, "Amina", clock.now()).id
        mine = [membership.group.number for membership in Directory(session, vault, clock.now()).memberships_of(amina)]
    assert mine == ["5555", "7020", "4321"]
