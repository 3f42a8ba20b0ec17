"""The states of rows, one whole word each, and the moves between them."""

from __future__ import annotations

from enum import StrEnum


class InboxState(StrEnum):
    RECEIVED = "received"  # stored; nobody has read it yet
    CLAIMED = "claimed"  # a worker reads it, until its lease ends
    WAITING = "waiting"  # free-form, and the brain is away
    DONE = "done"  # answered, delivered or deliberately left silent
    PARKED = "parked"  # failed too often; an operator can put it back


class OutboxState(StrEnum):
    QUEUED = "queued"  # to be sent
    ATTEMPTING = "attempting"  # a worker calls the carrier: from here on it may have left
    UNKNOWN = "unknown"  # it may have left; only a receipt or a look-up may settle it
    SENT = "sent"  # the carrier took it
    DELIVERED = "delivered"  # the network says that the phone has it
    FAILED = "failed"  # the carrier or the network refused it for good
    DROPPED = "dropped"  # the person stopped or left before it went out


class Role(StrEnum):
    OWNER = "owner"
    MODERATOR = "moderator"
    MEMBER = "member"


RUNS = (Role.OWNER, Role.MODERATOR)
"""Who leads a group."""


class Joining(StrEnum):
    OPEN = "open"  # whoever texts the number is in
    APPROVAL = "approval"  # a leader says yes first


class Posting(StrEnum):
    MEMBERS = "members"
    LEADERS = "leaders"


class Act(StrEnum):
    """What the event log knows."""

    GROUP_MADE = "group made"
    GROUP_NAMED = "group named"
    GROUP_CLOSED = "group closed"
    JOINING_SET = "joining set"
    POSTING_SET = "posting set"
    GUESTS_SET = "guests set"
    JOINED = "joined"
    JOIN_ASKED = "join asked"
    ADMITTED = "admitted"
    REFUSED = "refused"
    LEFT = "left"
    REMOVED = "removed"
    BANNED = "banned"
    UNBANNED = "unbanned"
    ROLE_CHANGED = "role changed"
    OWNER_OFFERED = "owner offered"
    NICKNAMED = "nicknamed"
    PAUSED = "paused"
    RESUMED = "resumed"
    POSTED = "posted"
    ALERTED = "alerted"
    ASKED = "asked"
    ANSWERED = "answered"
    REPORTED = "reported"
    INVITED = "invited"
    CODE_ASKED = "code asked"
    CODE_WRONG = "code wrong"
    MOVED = "moved"
    LANGUAGE_CHOSEN = "language chosen"
    STOPPED = "stopped"
    STARTED = "started"
    FORGOTTEN = "forgotten"


INBOX_MOVES: dict[InboxState, frozenset[InboxState]] = {
    InboxState.RECEIVED: frozenset({InboxState.CLAIMED}),
    InboxState.CLAIMED: frozenset(
        {InboxState.DONE, InboxState.WAITING, InboxState.RECEIVED, InboxState.PARKED, InboxState.CLAIMED}
    ),
    InboxState.WAITING: frozenset({InboxState.CLAIMED}),
    InboxState.DONE: frozenset(),
    InboxState.PARKED: frozenset({InboxState.RECEIVED}),
}

OUTBOX_MOVES: dict[OutboxState, frozenset[OutboxState]] = {
    # A receipt can prove that a text which is about to be sent again has left after all.
    OutboxState.QUEUED: frozenset(
        {OutboxState.ATTEMPTING, OutboxState.DROPPED, OutboxState.SENT, OutboxState.DELIVERED, OutboxState.FAILED}
    ),
    OutboxState.ATTEMPTING: frozenset(
        {
            OutboxState.SENT,
            OutboxState.UNKNOWN,
            OutboxState.QUEUED,
            OutboxState.FAILED,
            OutboxState.DELIVERED,
            OutboxState.DROPPED,
        }
    ),
    OutboxState.UNKNOWN: frozenset({OutboxState.SENT, OutboxState.DELIVERED, OutboxState.FAILED, OutboxState.QUEUED}),
    OutboxState.SENT: frozenset({OutboxState.DELIVERED, OutboxState.FAILED}),
    OutboxState.DELIVERED: frozenset(),
    OutboxState.FAILED: frozenset(),
    OutboxState.DROPPED: frozenset(),
}
