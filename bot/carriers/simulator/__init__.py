"""Twilio's side of the line, for one machine: the same REST API, signed webhooks, and phones on a page."""

from bot.carriers.simulator.app import build
from bot.carriers.simulator.settings import Pace, SimulatorSettings

__all__ = ["Pace", "SimulatorSettings", "build"]
