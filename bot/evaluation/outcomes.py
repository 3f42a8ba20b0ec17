"""What came of one held-out text, and whether that was right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot.commands.base import Arguments, Need
from bot.commands.registry import by_intent, spoken
from bot.commands.rules import number_in
from bot.conversation.rehearsal import ONLY_TOLD, Would
from bot.evaluation.cases import Case
from bot.text.normalise import fold, key

NO_COMMAND = "no command"
WHOLE_TEXT = "report_abuse"
"""Passes on the text as a whole, so that there is nothing to cut out."""

# A Burmese sentence has few spaces: a word of it is what a letter begins that neither is stacked nor ends a syllable.
SYLLABLE = re.compile("(?<!\u1039)[\u1000-\u102a\u103f\u104c-\u1055](?!\u1037?[\u1039\u103a])")


@dataclass(frozen=True)
class Outcome:
    """What the service makes of a case. `intent` None: no command at all; `ranking` best first, of an exact text one
    intent, surely. `entities`: the brain's, as (kind, words of the text); `arguments` what a command would get.
    """

    case: Case
    language: str | None
    exact: bool
    intent: str | None
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[tuple[str, str], ...]
    arguments: Arguments
    would: Would
    among_groups: str | None

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def sure(self) -> str:
        """How sure that is, in words."""
        return "typed" if self.exact else f"{self.confidence:.2f}"

    @property
    def act(self) -> str:
        """What it was taken for, and on which group."""
        named = f" {self.arguments.group}" if self.arguments.group and Need.GROUP in _taken(self.intent) else ""
        return f"{self.intent or NO_COMMAND}{named}"

    @property
    def right(self) -> bool:
        return spoken(self.intent or "") == (self.case.intent or "")

    @property
    def among_three(self) -> bool:
        return self.case.intent in [name for name, _ in self.ranking[:3]]

    @property
    def group_right(self) -> bool:
        """The group that the text names was found, or rightly none."""
        return self._named(self.arguments.group)

    @property
    def known_group_right(self) -> bool:
        """The same, where it is known which groups there are."""
        return self._named(self.among_groups)

    def _named(self, found: str | None) -> bool:
        """Whether the text names this group."""
        wanted = self.case.first("group")
        if wanted is None or found is None:
            return wanted is found
        if (number_in(wanted) or key(wanted)) == (number_in(found) or key(found)):
            return True
        # A number in words is found where the words stand; what reaches the command is digits.
        cut = next((words for kind, words in self.entities if kind == "group"), "")
        return number_in(wanted) is None and number_in(found) is not None and key(cut) == key(wanted)

    @property
    def body_overlap(self) -> float | None:
        """F1 of the words found against those to be passed on; None when the text has none."""
        body = self.case.first("body")
        return None if body is None else overlap(body, self.arguments.body or "")

    @property
    def body_invented(self) -> bool:
        """Words of a text without any would be passed on."""
        passes_on = self.intent != WHOLE_TEXT and Need.BODY in _taken(self.intent)
        return self.case.first("body") is None and bool(self.arguments.body) and passes_on

    @property
    def acts(self) -> bool:
        """Something is done before any digit. A mere answer to who did not ask is one text too many, no harm."""
        return self.would is Would.DO and self.intent not in ONLY_TOLD

    @property
    def taken_for_command(self) -> bool:
        """Something is done, asked, or offered, rather than a guide given."""
        return self.would is not Would.GUIDE

    @property
    def misfires(self) -> bool:
        """It acts, and nobody asked for that: another act was meant, another group, or none."""
        elsewhere = Need.GROUP in _taken(self.intent) and not self.group_right
        return self.acts and (not self.right or elsewhere)

    @property
    def sends_unasked(self) -> bool:
        """It misfires, and others would see it: what must never be."""
        command = by_intent().get(self.intent or "")
        return self.misfires and command is not None and command.seen


def words(text: str) -> list[str]:
    """Of a text in any script, folded, for counting."""
    return SYLLABLE.sub(r" \g<0>", fold(text)).split()


def overlap(wanted: str, found: str) -> float:
    """F1 of the words that two texts share, each as often as it occurs: 0 to 1. Two texts without words are equal."""
    ours, theirs = Counter(words(wanted)), Counter(words(found))
    if not ours and not theirs:
        return 1.0
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _taken(intent: str | None) -> frozenset[Need]:
    command = by_intent().get(intent or "")
    return frozenset((*command.takes, *command.hears)) if command else frozenset()
