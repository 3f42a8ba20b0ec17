"""Effects upon a person, whatever their groups."""

from __future__ import annotations

from bot.store import codes, effects, forget
from bot.store.apply.scene import Scene, apply


@apply.register
def _(effect: effects.ChooseLanguage, scene: Scene) -> None:
    scene.person().chosen_language = effect.language


@apply.register
def _(_effect: effects.StopService, scene: Scene) -> None:
    scene.person().stopped_at = scene.now


@apply.register
def _(_effect: effects.StartService, scene: Scene) -> None:
    scene.person().stopped_at = None


@apply.register
def _(_effect: effects.Forget, scene: Scene) -> None:
    forget.begin(scene.session, scene.vault, scene.person_id, scene.inbox_id, scene.now)


@apply.register
def _(_effect: effects.NoteCode, _scene: Scene) -> None:
    """Only the event log wants to know."""


@apply.register
def _(_effect: effects.MissCode, scene: Scene) -> None:
    codes.miss(scene.session, scene.person_id)


@apply.register
def _(_effect: effects.SpendCode, scene: Scene) -> None:
    codes.spend(scene.session, scene.person_id)


@apply.register
def _(effect: effects.NoteGuide, scene: Scene) -> None:
    person = scene.person()
    person.guides_in_a_row += 1
    person.quiet_until = effect.quiet_until
