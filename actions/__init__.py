"""Rasa's custom actions: intent and entities in, a command out.

The service mounts them at /actions; `python -m rasa_sdk --actions actions` serves the same ones.
"""

from actions.actions import ACTIONS, build

__all__ = ["ACTIONS", "build"]
