"""Effects become rows, replies become texts: all inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.commands.base import Ask, Effects, Invite, Prove, Settle, Tell
from bot.conversation import questions
from bot.conversation.voice import Voice, reader_of, remember
from bot.replies.render import Reader, Renderer
from bot.replies.reply import Reply
from bot.store import codes, events, inbox, outbox, people
from bot.store.apply import Scene, apply
from bot.store.directory import Directory
from bot.store.effects import ChooseLanguage, NoteGuide, RowEffect
from bot.store.questions import close, close_own, withdraw
from bot.store.records import Group
from bot.store.tables import PersonRow


@dataclass(frozen=True)
class Desk:
    """What it takes to put replies into words."""

    renderer: Renderer
    default_language: str


def commit(effects: Effects, scene: Scene, voice: Voice, desk: Desk, answers: bool = False) -> None:
    """Write all of it, and mark the inbox row done. The caller's transaction makes it one.

    `answers`: the text has answered the question that was open.
    """
    remember(scene.session, scene.person_id, voice)
    reader = _reader(effects, voice)
    _close_question(effects, scene, answers)
    if effects and not any(isinstance(effect, NoteGuide) for effect in effects):
        person = scene.person()
        person.guides_in_a_row, person.quiet_until = 0, None
    for effect in effects:
        if isinstance(effect, Reply) and effect.name == "utter_guide" and voice.unsupported:
            _add(scene, scene.person_id, effect, _unsupported(reader, desk.renderer))
        else:
            carry_out(effect, scene, reader, desk)
    if any(isinstance(effect, Reply | Ask) for effect in effects):
        _give_terms(scene, reader, desk)
    ask_next(scene)
    if scene.inbox_id is not None:
        inbox.finish(scene.session, scene.inbox_id, scene.now)


def carry_out(effect: object, scene: Scene, reader: Reader, desk: Desk) -> None:
    """One effect, whoever it concerns; `reader` is the person of the scene."""
    match effect:
        case Reply():
            _add(scene, scene.person_id, effect, desk.renderer.render(effect, reader))
        case Ask(reply):
            questions.put(scene.session, scene.vault, scene.person_id, effect, scene.now)
            _add(scene, scene.person_id, reply, desk.renderer.render(reply, reader))
        case Tell():
            _tell(effect, scene, desk)
        case Prove():
            _prove(effect, scene, reader, desk)
        case Invite():
            _invite(effect, scene, reader, desk)
        case Settle(subject, asked):
            withdraw(scene.session, subject, asked)
        case _:
            row_effect: RowEffect = effect  # type: ignore[assignment]  # apply refuses anything else
            apply(row_effect, scene)
            events.note(row_effect, scene)


KEEPS_QUESTION = frozenset(
    {
        *("utter_answer_digit", "utter_thank", "utter_guide", "utter_guide_last", "utter_false_alarm_told"),
        *("utter_code_wrong", "utter_code_wrong_only", "utter_code_over"),
    }
)


def _close_question(effects: Effects, scene: Scene, answers: bool) -> None:
    """An answer ends the question; a thank-you or a text that was not understood leaves it open; everything else ends
    what the person was asked about a text of their own, but not what others want to know of them."""
    names = [effect.name for effect in effects if isinstance(effect, Reply)]
    if answers:
        close(scene.session, scene.person_id)
    elif not (names and all(name in KEEPS_QUESTION for name in names)):
        close_own(scene.session, scene.person_id)


def _reader(effects: Effects, voice: Voice) -> Reader:
    """The answer to a change of language comes in the new one."""
    chosen = next((effect.language for effect in effects if isinstance(effect, ChooseLanguage)), None)
    return replace(voice.reader, language=chosen) if chosen else voice.reader


def _add(scene: Scene, person_id: str, reply: Reply, text: str) -> None:
    outbox.add_reply(scene.session, scene.vault, person_id, scene.inbox_id, reply.name, text, scene.now)


def _tell(effect: Tell, scene: Scene, desk: Desk) -> None:
    phones = (people.find_or_add(scene.session, scene.vault, phone, scene.now).id for phone in effect.phones)
    for person_id in dict.fromkeys((*effect.people, *phones)):
        person = scene.session.get(PersonRow, person_id)
        if person is None or person.stopped_at is not None or person.forgotten_at is not None:
            continue
        reply = effect.content.reply if isinstance(effect.content, Ask) else effect.content
        group = effect.group or _last_group(person_id, scene)
        text = desk.renderer.render(reply, reader_of(person, group, desk.renderer.catalogue, desk.default_language))
        if isinstance(effect.content, Ask):
            asked = questions.bring(
                scene.session, scene.vault, person_id, effect.content, text, effect.subject or "", scene.now
            )
            if not asked:
                continue
        _add(scene, person_id, reply, text)


def _last_group(person_id: str, scene: Scene) -> Group | None:
    """Whose language somebody reads who has written none."""
    directory = Directory(scene.session, scene.vault, scene.now)
    return next((membership.group for membership in directory.memberships_of(person_id)), None)


def _prove(effect: Prove, scene: Scene, reader: Reader, desk: Desk) -> None:
    allowed = questions.dump_choice(effect.choice)
    codes.put(scene.session, scene.vault, scene.person_id, effect.code, allowed, scene.now, effect.bearer)
    if effect.bearer is not None:
        _tell(Tell((effect.bearer,), effect.reply), scene, desk)
    else:
        _add(scene, scene.person_id, effect.reply, desk.renderer.render(effect.reply, reader))


def _invite(effect: Invite, scene: Scene, reader: Reader, desk: Desk) -> None:
    """Nobody knows what the invited person reads: the inviter's language, and the deployment's."""
    invited = people.find_or_add(scene.session, scene.vault, effect.phone, scene.now)
    readers = dict.fromkeys((replace(reader, zawgyi=False), Reader(desk.default_language)))
    texts = {each.language: desk.renderer.render(effect.reply, each) for each in reversed(readers)}
    _add(scene, invited.id, effect.reply, "\n".join(reversed(texts.values())))


def _give_terms(scene: Scene, reader: Reader, desk: Desk) -> None:
    """Once in a life, after the first answer."""
    person = scene.person()
    if person.terms_at is None and person.stopped_at is None and person.forgotten_at is None:
        person.terms_at = scene.now
        terms = Reply("utter_terms")
        _add(scene, person.id, terms, desk.renderer.render(terms, reader))


def ask_next(scene: Scene) -> None:
    """What others want to know of the person, now that nothing else is open."""
    if scene.person().stopped_at is not None:
        return
    waiting = questions.next_text(scene.session, scene.vault, scene.person_id, scene.now)
    if waiting is not None:
        name, text = waiting
        _add(scene, scene.person_id, Reply(name), text)


def _unsupported(reader: Reader, renderer: Renderer) -> str:
    """In the deployment's language and in English: somebody near may read one of them."""
    languages = dict.fromkeys((reader.language, "en"))
    said = (renderer.render(Reply("utter_language_unsupported"), replace(reader, language=code)) for code in languages)
    names = ", ".join(language.own_name for language in renderer.catalogue.languages.values())
    return "\n".join((*said, names))
