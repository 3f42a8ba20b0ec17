"""Carries out effects inside the transaction that also marks the inbox row done.

`apply(effect, scene)` is one function for every effect; how, is written by subject in the files beside this one.
"""

from bot.store.apply import groups, members, people, texts
from bot.store.apply.scene import Scene, apply

__all__ = ["Scene", "apply", "groups", "members", "people", "texts"]
