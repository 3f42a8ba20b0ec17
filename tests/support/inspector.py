"""Compares what a witness knows with what the carrier got and with the rows, when all that was to be sent has left."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import people
from bot.store.states import InboxState, OutboxState, Role
from bot.store.tables import BanRow, GroupRow, InboxRow, MembershipRow, OutboxRow, PersonRow
from bot.text.digits import western
from bot.text.phones import has_phone
from tests.support.carrier import Text
from tests.support.witness import Circle, Witness

LAST_WORD = "utter_stopped"
NOT_SENT = (OutboxState.QUEUED, OutboxState.ATTEMPTING, OutboxState.UNKNOWN)


class Inspector:
    """One method an invariant; each raises AssertionError that names it."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    def check(self, carried: list[Text]) -> None:
        """Compare with what left, and with the rows."""
        with self._witness.stage.database.read() as session:
            self._check_carried(session, carried)
            self._check_posts(session, carried)
            for number, circle in self._witness.groups.items():
                self._check_group(session, number, circle)
            self._check_people(session)
            self._check_queues(session)
        self._witness.posts.clear()

    def _check_carried(self, session: Session, carried: list[Text]) -> None:
        assert [text.urgent for text in carried] == sorted((t.urgent for t in carried), reverse=True), "alerts first"
        for text in carried:
            reply = session.get_one(OutboxRow, text.outbox_id).reply
            assert text.to not in self._witness.stopped or reply == LAST_WORD, f"a text after STOP: {text.body}"
            assert not any(has_phone(line, None) for line in text.body.splitlines()), f"a phone number in {text.body}"
            digits = re.sub(r"\D", "", western(text.body))
            assert not any(phone[-7:] in digits for phone in self._witness.phones), f"somebody's phone in {text.body}"

    def _check_posts(self, session: Session, carried: list[Text]) -> None:
        got: dict[int, list[str]] = {post.row_id: [] for post in self._witness.posts}
        for text in carried:
            post_id = session.get_one(OutboxRow, text.outbox_id).post_id
            if post_id is not None:
                got[post_id].append(text.to)
        for post in self._witness.posts:
            wanted = post.audience & self._witness.reached(post.group, post.urgent)
            wanted = frozenset() if post.author_id in self._witness.erased else wanted
            assert sorted(got[post.row_id]) == sorted(wanted), f"post {post} reached {got[post.row_id]}"

    def _check_group(self, session: Session, number: str, circle: Circle) -> None:
        group = session.get_one(GroupRow, circle.row_id)
        assert (group.closed_at is None) is circle.open, f"{number} open or closed"
        rows = session.scalars(select(MembershipRow).where(MembershipRow.group_id == circle.row_id)).all()
        current = {self._witness.people[row.person_id or ""]: row for row in rows if row.left_at is None}
        assert set(current) == circle.members, f"members of {number}"
        assert not circle.open or not current or Role.OWNER in {row.role for row in current.values()}, "no owner"
        now = self._witness.stage.clock.now()
        paused = {p: (r.paused_until, r.alerts_paused) for p, r in current.items() if (r.paused_until or now) > now}
        assert paused == {p: pause for p, pause in circle.pauses.items() if pause[0] > now}, f"pauses in {number}"
        for row in rows:
            holder = self._witness.people[row.person_id] if row.person_id else None
            assert circle.numbers.setdefault(row.number, holder) == holder, f"#{row.number} of {number} changed hands"
        bans = set(session.scalars(select(BanRow.phone_lookup).where(BanRow.group_id == circle.row_id)))
        hashed = {
            people.in_group(self._witness.stage.vault, circle.row_id, phone): phone for phone in self._witness.phones
        }
        assert {hashed[ban] for ban in bans} == circle.banned, f"bans in {number}"

    def _check_people(self, session: Session) -> None:
        for row in session.scalars(select(PersonRow).where(PersonRow.forgotten_at.is_(None))):
            assert (row.stopped_at is not None) is (self._witness.people[row.id] in self._witness.stopped), (
                "stopped or not"
            )
            terms = select(OutboxRow).where(OutboxRow.person_id == row.id, OutboxRow.reply == "utter_terms")
            assert len(session.scalars(terms).all()) <= 1, "the terms came twice"

    def _check_queues(self, session: Session) -> None:
        states = session.scalars(select(InboxRow.state).distinct()).all()
        assert set(states) <= {InboxState.DONE, InboxState.WAITING}, "a text could not be answered"
        assert session.scalars(select(OutboxRow.id).where(OutboxRow.state.in_(NOT_SENT))).all() == [], "left in a queue"
