"""A reply of the service, read back: what its placeholders were filled with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tests.support.stage import installed


@dataclass(frozen=True)
class Said:
    """A reply of the service, and the text that it follows."""

    phone: str
    reply: str
    words: str
    author: str | None
    """Whose text it follows; None when nobody's."""

    def told(self, placeholder: str) -> str:
        """What stands where the English reply has that placeholder."""
        response = installed().languages["en"].responses[self.reply]
        for template in (response.text, response.singular or response.text):
            found = _pattern(template).fullmatch(self.words)
            if found:
                return found.groupdict().get(placeholder) or "1"
        raise AssertionError(f"no {self.reply}: {self.words}")

    @property
    def number(self) -> str:
        return self.told("group").split()[0]


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A template of domain.yml as a pattern that finds what its placeholders were filled with."""
    parts = re.split(r"\{(\w+)\}", template)
    seen: set[str] = set()
    for place in range(1, len(parts), 2):
        name = parts[place]
        parts[place] = f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        seen.add(name)
    return re.compile("".join(part if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.DOTALL)
