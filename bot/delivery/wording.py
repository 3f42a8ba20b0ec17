"""A post as one reader gets it: 4321 #17 and the words, letter for letter; an alert is marked in their language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.render import Reader, Renderer
from bot.replies.reply import Numeral, reply
from bot.store.records import PostText
from bot.text.digits import DigitScript
from bot.text.normalise import tidy
from bot.text.zawgyi import to_zawgyi


@dataclass(frozen=True)
class Wording:
    """Puts posts into words."""

    renderer: Renderer
    default_language: str

    def __call__(self, post: PostText) -> str:
        """Only what could disguise the words is taken out of them (`tidy`)."""
        words = tidy(post.body)
        if not post.urgent:
            text = f"{post.group} {post.author}: {words}"
            return to_zawgyi(text) if post.zawgyi else text
        known = self.renderer.catalogue.speaks(post.language)
        reader = Reader(post.language if known else self.default_language, DigitScript(post.digits), zawgyi=post.zawgyi)
        author = Numeral(post.author) if post.author.startswith("#") else post.author
        alert = reply("utter_alert_text", group=Numeral(post.group), who=author, body=words)
        return self.renderer.render(alert, reader)
