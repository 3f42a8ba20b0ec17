"""Links in a text: found, hidden, and not seen where there are none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.links import find_links, has_link, hide_links
from bot.text.phones import HIDDEN

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60) | st.lists(
    st.sampled_from(
        ["http://", "www.", "a", "com", "me", "it", ".", "/", "@", " ", "!", "က", "ي", "1", "***", "-", ":"]
    ),
    max_size=15,
).map("".join)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param("see http://example.org/a?b=c#d now", "http://example.org/a?b=c#d", id="with a scheme"),
        pytest.param("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG", id="in capitals"),
        pytest.param("open whatsapp://send?text=hi", "whatsapp://send?text=hi", id="with the scheme of an app"),
        pytest.param("see www.example.org.", "www.example.org", id="with www, a full stop after it"),
        pytest.param("example.com", "example.com", id="a bare name"),
        pytest.param("Example.Com!", "Example.Com", id="a bare name, an exclamation mark after it"),
        pytest.param("at (bit.ly/abc), ok", "bit.ly/abc", id="a short link in brackets"),
        pytest.param(
            "wa.me/0000000000", "wa.me/0000000000", id="a link to a chat: its ending is a word, a path follows"
        ),
        pytest.param("from moh.gov.my today", "moh.gov.my", id="a word for an ending behind a second level"),
        pytest.param("http://10.0.0.1:8080/x", "http://10.0.0.1:8080/x", id="an address of digits with a scheme"),
        pytest.param("example.org:8080/x", "example.org:8080/x", id="a bare name with a port"),
        pytest.param("write to help@example.it", "help@example.it", id="an e-mail address"),
        pytest.param("https://example.org/سلام، شكرا", "https://example.org/سلام", id="an Arabic comma after it"),
        pytest.param("العيادة.com", "العيادة.com", id="an Arabic name"),
        pytest.param("လင့်example.comကို", "example.com", id="Burmese right before and behind"),
        pytest.param("example.comو", "example.com", id="an Arabic letter right behind"),
    ],
)
def test_a_link_is_found_as_written(text: str, link: str) -> None:
    assert [text[found.start : found.end] for found in find_links(text)] == [link]
    assert has_link(text)
    assert hide_links(text) == text.replace(link, HIDDEN)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("at 12.30 it costs 3.50", id="times and prices"),
        pytest.param("e.g. the clinic, i.e. the U.N. office", id="abbreviations"),
        pytest.param("come to the clinic.It is open", id="a sentence right behind a full stop"),
        pytest.param("go home.Me too.my friend", id="two sentences right behind a full stop"),
        pytest.param("wait...com", id="three points"),
        pytest.param("9 a.m. to 5 p.m.", id="times of day"),
        pytest.param("192.168.1.1", id="only digits"),
        pytest.param("10.30.com", id="digits before an ending"),
        pytest.param("4321 Amina: come.", id="a post"),
        pytest.param("and/or", id="a slash"),
        pytest.param("@amina: yes", id="a nickname with an at sign"),
        pytest.param("العيادة.مفتوحة", id="two Arabic words with a point"),
        pytest.param("https://", id="a scheme alone"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_link_is_seen_in(text: str) -> None:
    assert find_links(text) == ()
    assert not has_link(text)
    assert hide_links(text) == text


def test_several_links_are_hidden_each() -> None:
    assert hide_links("a www.example.org b bit.ly/x, c") == f"a {HIDDEN} b {HIDDEN}, c"


def test_a_link_that_grows_out_of_another_is_hidden_too() -> None:
    assert "example" not in hide_links("a-name-of-more-than-twenty-letters.com+http://example.org")


@given(ANY_TEXT)
def test_links_lie_in_the_text_one_after_another(text: str) -> None:
    end = 0
    for link in find_links(text):
        assert end <= link.start < link.end <= len(text)
        end = link.end


@given(ANY_TEXT)
def test_no_link_is_left_where_one_was_hidden(text: str) -> None:
    hidden = hide_links(text)
    assert not has_link(hidden)
    assert has_link(text) is (hidden != text)
    assert re.fullmatch("(?s:.*)".join(re.escape(kept) for kept in hidden.split(HIDDEN)), text)
