"""Effects become rows, replies become texts: all inside the caller's transaction."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.base import Ask, Effects
from bot.conversation import questions
from bot.conversation.voice import Voice, remember
from bot.replies.render import Reader, Renderer
from bot.replies.reply import Reply
from bot.store import inbox, outbox
from bot.store.apply import Scene, apply
from bot.store.effects import ChooseLanguage, NoteGuide
from bot.store.questions import close


def commit(effects: Effects, scene: Scene, voice: Voice, renderer: Renderer) -> None:
    """Write all of it, and mark the inbox row done. The caller's transaction makes it one."""
    remember(scene.session, scene.person_id, voice)
    reader = _reader(effects, voice)
    if _settles(effects):
        close(scene.session, scene.person_id)
    if effects and not any(isinstance(effect, NoteGuide) for effect in effects):
        person = scene.person()
        person.guides_in_a_row, person.quiet_until = 0, None
    for effect in effects:
        match effect:
            case Reply():
                _send(effect, scene, reader, renderer, voice)
            case Ask():
                questions.put(scene.session, scene.vault, scene.person_id, effect, scene.now)
                _send(effect.reply, scene, reader, renderer, voice)
            case _:
                apply(effect, scene)
    inbox.finish(scene.session, scene.inbox_id, scene.now)


def _reader(effects: Effects, voice: Voice) -> Reader:
    """The answer to a change of language comes in the new one."""
    chosen = next((effect.language for effect in effects if isinstance(effect, ChooseLanguage)), None)
    return replace(voice.reader, language=chosen) if chosen else voice.reader


KEEPS_QUESTION = frozenset({"utter_answer_digit", "utter_thank", "utter_guide", "utter_guide_last"})


def _settles(effects: Effects) -> bool:
    """A thank-you or a text that was not understood leaves the question open; everything else ends it."""
    names = [effect.name for effect in effects if isinstance(effect, Reply)]
    return not (names and all(name in KEEPS_QUESTION for name in names))


def _send(reply: Reply, scene: Scene, reader: Reader, renderer: Renderer, voice: Voice) -> None:
    text = renderer.render(reply, reader)
    if voice.unsupported and reply.name == "utter_guide":
        text = _unsupported(reader, renderer)
    outbox.add_reply(scene.session, scene.vault, scene.person_id, scene.inbox_id, reply.name, text, scene.now)


def _unsupported(reader: Reader, renderer: Renderer) -> str:
    """In the deployment's language and in English: somebody near may read one of them."""
    languages = dict.fromkeys((reader.language, "en"))
    said = (renderer.render(Reply("utter_language_unsupported"), replace(reader, language=code)) for code in languages)
    names = ", ".join(language.own_name for language in renderer.catalogue.languages.values())
    return "\n".join((*said, names))
