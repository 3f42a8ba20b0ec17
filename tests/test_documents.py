"""What documents say of settings and command words is what the code does."""

from __future__ import annotations

from bot import documents
from bot.replies.catalogue import load
from bot.settings import ROOT


def test_the_list_of_settings_is_the_one_that_is_read() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == documents.settings(), "run `make documents`"


def test_the_table_of_exact_texts_in_the_readme_is_that_of_the_catalogue() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert documents.readme(text, load(ROOT)) == text, "run `make documents`"
