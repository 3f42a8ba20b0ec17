"""How much one person, or one group, may do in a while: no floods, and no bill that ends a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.store.journal import Journal
from bot.store.states import Act

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """At most so many; the operator can set each."""

    posts_an_hour: int = 20
    alerts_a_day: int = 3
    asks_a_day: int = 10
    reports_a_day: int = 5
    invites_a_day: int = 10
    groups_a_day: int = 5
    codes_an_hour: int = 5
    guides: int = 5
    group_posts_an_hour: int = 200
    group_alerts_a_day: int = 10

    def wait(self, journal: Journal, act: Act, person_id: str, group_id: int | None = None) -> timedelta | None:
        """How long until the person may do it again; None when now."""
        own = {
            Act.POSTED: (self.posts_an_hour, HOUR),
            Act.ALERTED: (self.alerts_a_day, DAY),
            Act.ASKED: (self.asks_a_day, DAY),
            Act.REPORTED: (self.reports_a_day, DAY),
            Act.INVITED: (self.invites_a_day, DAY),
            Act.GROUP_MADE: (self.groups_a_day, DAY),
            Act.CODE_ASKED: (self.codes_an_hour, HOUR),
        }
        together = {Act.POSTED: (self.group_posts_an_hour, HOUR), Act.ALERTED: (self.group_alerts_a_day, DAY)}
        waits = [_wait(journal, act, *own[act], person_id=person_id)]
        if group_id is not None and act in together:
            waits.append(_wait(journal, act, *together[act], group_id=group_id))
        return max((wait for wait in waits if wait is not None), default=None)

    def invites_left(self, journal: Journal, person_id: str) -> int:
        """How many phones more a person may invite today."""
        return self.invites_a_day - len(journal.moments(Act.INVITED, journal.now - DAY, person_id=person_id))


def _wait(
    journal: Journal, act: Act, most: int, window: timedelta, person_id: str | None = None, group_id: int | None = None
) -> timedelta | None:
    """Until the oldest of the last `most` is out of the window."""
    moments = journal.moments(act, journal.now - window, person_id, group_id)
    if len(moments) < most:
        return None
    return moments[most - 1] + window - journal.now if most else window
