"""LANGUAGE and its name, in any installed language: answers come in it from now on."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from bot.commands.base import Arguments, Ask, Choice, Command, Context, Effects, Need, Pending
from bot.commands.references import MOST_CHOICES
from bot.replies.catalogue import Catalogue
from bot.replies.reply import Choices, Listing, Reply, reply
from bot.store.effects import ChooseLanguage


class ChangeLanguage(Command):
    intent: ClassVar = "set_language"
    words: ClassVar = "language"
    takes: ClassVar = (Need.LANGUAGE,)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.language is None:
            return (self._ask(context),)
        code = context.catalogue.language_called(arguments.language)
        if code is None:
            names = (language.own_name for language in context.catalogue.languages.values())
            return (reply("utter_language_unknown", languages=Listing(tuple(names))),)
        if code == context.language and not context.sure:
            # Who writes in a language and mentions it more often speaks about it: "I taught my children Arabic".
            return (self.confirm(context, arguments),)
        return ChooseLanguage(code), reply("utter_language_set")

    def label(self, catalogue: Catalogue, arguments: Arguments) -> Reply:
        """With the language as its speakers call it, when it is one that is there."""
        code = catalogue.language_called(arguments.language) if arguments.language else None
        own_name = catalogue.language(code).own_name if code else None
        return super().label(catalogue, replace(arguments, language=own_name))

    def _ask(self, context: Context) -> Ask:
        """The other languages as numbered choices; more than three are found by their name."""
        others = [code for code in context.catalogue.languages if code != context.language][:MOST_CHOICES]
        lines = Choices(tuple(context.catalogue.language(code).own_name for code in others))
        choices = tuple(Choice(self.intent, Arguments(language=code)) for code in others)
        question = reply("utter_ask_language", choices=lines)
        return Ask(question, choices, Pending(self.intent, Arguments(), Need.LANGUAGE))
