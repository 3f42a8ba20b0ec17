"""Rows as the service of migration 0001 wrote them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from bot.store.vault import Vault
from tests.support.clock import Clock
from tests.support.seed import ACCOUNT, CAST

Rows = dict[str, list[dict[str, Any]]]
QUESTION = {
    "choices": [
        {"intent": "leave_group", "arguments": dict.fromkeys(("name", "body", "language")) | {"group": n}, "sure": True}
        for n in ("4321", "7020")
    ],
    "pending": None,
}
"""As the service of 0001 kept it: the word LEAVE, and two groups."""


def lived(vault: Vault, clock: Clock) -> Rows:
    """Amina made 4321 and 7020, Bilal joined and made 5555, Chit left; one post got out, one waits.

    Amina is asked which group to leave.
    """
    now, ago = clock.now(), clock.now() - timedelta(days=3)
    names = {name: name.lower().ljust(16, "0") for name in ("Amina", "Bilal", "Chit")}
    people = [
        {
            "id": names[name],
            "phone_lookup": vault.lookup(CAST[name]),
            "phone_sealed": vault.seal(CAST[name]),
            "chosen_language": "en" if name == "Amina" else None,
            "written_language": "fa" if name == "Chit" else "en",
            "digits": "western",
            "zawgyi": False,
            "stopped_at": ago if name == "Chit" else None,
            "guides_in_a_row": 1,
            "quiet_until": None,
            "created_at": ago,
        }
        for name in names
    ]
    groups = [
        {
            "id": 1,
            "number": "4321",
            "name": "Clinic Nor",
            "name_key": "clinic nor",
            "language": "en",
            "created_at": ago,
        },
        {"id": 2, "number": "7020", "name": None, "name_key": None, "language": "fa", "created_at": ago},
        {"id": 3, "number": "5555", "name": "ClinicNor", "name_key": "clinicnor", "language": "en", "created_at": ago},
    ]
    members = [
        *((1, "Amina", 1, "owner"), (1, "Bilal", 2, "member"), (1, "Chit", 3, "member")),
        *((2, "Amina", 1, "owner"), (3, "Bilal", 1, "owner")),
    ]
    memberships = [
        {
            "id": number,
            "group_id": group,
            "person_id": names[name],
            "number": own,
            "role": role,
            "joined_at": ago,
            "left_at": now if name == "Chit" else None,
        }
        for number, (group, name, own, role) in enumerate(members, start=1)
    ]
    received = [("Amina", ago, "done"), ("Amina", now, "done"), ("Bilal", now, "waiting")]
    inbox = [
        {
            "id": number,
            "account": ACCOUNT,
            "message_id": f"SM-before-{number}",
            "person_id": names[name],
            "body_sealed": vault.seal(f"text {number}"),
            "media": 0,
            "opt_out": None,
            "automatic": False,
            "state": state,
            "attempts": 0,
            "not_before": at,
            "claimed_until": None,
            "received_at": at,
            "done_at": at if state == "done" else None,
            "last_error": None,
        }
        for number, (name, at, state) in enumerate(received, start=1)
    ]
    posts = [
        {"id": n, "group_id": 1, "membership_id": 1, "inbox_id": n, "body_sealed": vault.seal(b), "created_at": now}
        for n, b in ((1, "came"), (2, "waits"))
    ]
    sent = [
        ("Bilal", 1, None, "delivered"),
        ("Amina", None, "utter_posted", "sent"),
        ("Bilal", 2, None, "queued"),
        ("Chit", 2, None, "dropped"),
    ]
    outbox = [
        {
            "id": number,
            "person_id": names[name],
            "post_id": post,
            "inbox_id": post or 1,
            "reply": reply,
            "body_sealed": vault.seal("Sent.") if reply else None,
            "urgent": False,
            "state": state,
            "attempts": 0 if state == "queued" else 1,
            "not_before": now,
            "attempted_at": None if state == "queued" else now,
            "message_id": None if state == "queued" else f"SM-out-{number}",
            "receipt_rank": 0,
            "error_code": None,
            "created_at": now,
        }
        for number, (name, post, reply, state) in enumerate(sent, start=1)
    ]
    asked = {"asked_at": now, "expires_at": now + timedelta(hours=1)}
    questions = [{"person_id": names["Amina"], "sealed": vault.seal(json.dumps(QUESTION)), **asked}]
    return {
        "people": people,
        "groups": groups,
        "memberships": memberships,
        "inbox": inbox,
        "posts": posts,
        "outbox": outbox,
        "questions": questions,
    }
