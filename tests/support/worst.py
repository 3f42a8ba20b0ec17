"""The longest values that usually fill a reply: what must still fit one SMS."""

from __future__ import annotations

from datetime import timedelta

from bot.replies.catalogue import Catalogue
from bot.replies.reply import Choices, Excerpt, Joined, Listing, Numeral, Reply, Span, Value, reply

NAME = "Clinic Nor"
"""Ten letters; a translator's own script is taken in test_one_sms."""
COUNTS = (0, 1, 2, 3, 11, 38, 100)
"""One of each plural form that any language has."""


def values(catalogue: Catalogue, language: str, name: str = NAME) -> dict[str, Value]:
    """What fills each placeholder that any reply has."""
    titled = Joined((Numeral("4321"), name))
    return {
        "group": Numeral("4321"),
        "other": Numeral("4322"),
        "number": Numeral("4321"),
        "name": name,
        "example": Numeral("3184"),
        "member": 38,
        "last": 3,
        "most": 1500,
        "count": 38,
        "runners": Listing((Numeral("#1"),)),
        "groups": Listing((Numeral("4321"), Numeral("7020"))),
        "language": max((lang.own_name for lang in catalogue.languages.values()), key=len),
        "languages": Listing(tuple(lang.own_name for lang in catalogue.languages.values())),
        "excerpt": Excerpt("a text of a person that is far longer than what one SMS can hold " * 4),
        "choices": Choices((titled, Numeral("7020"))),
        "act": reply("utter_label_send_message", group=Numeral("4321")),
        "who": Numeral("#17"),
        "time": Span(timedelta(days=12)),
        "body": "ten letter",
        "question": Numeral("12"),
        "code": Numeral("4829"),
        "nickname": "Amina6",
        "pieces": "...345",
    }


def _about(rules: str, end: str) -> dict[str, Value]:
    return {"rules": reply(rules), "next": reply(end, number=Numeral("4321"))}


ABOUTS = (
    *(_about(f"utter_rules_{rules}", "utter_next_join") for rules in ("open", "approve", "announce", "both")),
    *(_about(f"utter_rules_{rules}", "utter_next_write") for rules in ("open", "approve", "announce", "both")),
    *(_about(f"utter_rules_{rules}", "utter_next_ask") for rules in ("announce", "both")),
)
"""What stands together in the answer to ABOUT."""


SPECIAL: dict[str, dict[str, Value]] = {
    "utter_about": {"group": Numeral("4321")},
    "utter_stop_or_leave": {
        "choices": Choices(
            (
                reply("utter_label_leave_group", group=Numeral("4321")),
                reply("utter_label_leave_group", group=Numeral("7020")),
                reply("utter_label_stop_service"),
            )
        )
    },
    "utter_choose_policy": {
        "choices": Choices(
            (reply("utter_label_approve_joins"), reply("utter_label_announce_only"), reply("utter_label_nothing"))
        )
    },
    "utter_choose_for_member": {
        "choices": Choices(
            (
                reply("utter_label_add_moderator", who=Numeral("#17")),
                reply("utter_label_add_owner", who=Numeral("#17")),
                reply("utter_label_nothing"),
            )
        )
    },
    "utter_label_named_group": {"name": "Clinic"},
    "utter_choose": {
        "choices": Choices(
            (
                reply("utter_label_send_message", group=Numeral("4321")),
                reply("utter_label_create_group", group=Numeral("4321")),
                reply("utter_label_leave_group", group=Numeral("4321")),
            )
        )
    },
}


def filled(catalogue: Catalogue, language: str, name: str) -> list[Reply]:
    """A reply with its longest usual values; where it counts, once for each plural form."""
    fills = values(catalogue, language) | SPECIAL.get(name, {})
    if name == "utter_ask_language":
        others = [known.own_name for code, known in catalogue.languages.items() if code != language][:3]
        fills["choices"] = Choices(tuple(others))
    if name == "utter_about":
        return [Reply(name, fills | ends, count) for ends in ABOUTS for count in COUNTS]
    if catalogue.languages["en"].responses[name].singular is None:
        return [Reply(name, fills)]
    return [Reply(name, fills, count) for count in COUNTS]
