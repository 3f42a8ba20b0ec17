"""How long, in words of four languages."""

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.durations import EVENING, MORNING, MOST, DurationWords, parse
from bot.text.moments import Half
from bot.text.normalise import fold

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def folded(words: str) -> frozenset[str]:
    return frozenset(fold(word.replace("_", " ")) for word in words.split())


UNITS = {
    MINUTE: "minute minutes min دقيقة دقائق دقیقه မိနစ်",
    HOUR: "hour hours h ساعة ساعات ساعت နာရီ",
    DAY: "day days d يوم ايام روز ရက်",
    WEEK: "week weeks اسبوع اسابيع هفته ပတ်",
}
LENGTHS = {HOUR: "hour ساعة", 2 * HOUR: "ساعتين", DAY: "day يوم", 2 * DAY: "يومين", WEEK: "week اسبوع"}
NUMBERS = {
    0.5: "half نصف ونصف نص نیم ခွဲ",
    1: "a an one واحد یک တစ်",
    2: "two دو နှစ်",
    3: "three ثلاث سه သုံး",
    6: "six شش",
    20: "twenty",
    4: "four",
    100: "hundred",
    0: "zero",
}
TIMES = {MORNING: "morning tonight الصبح الليلة صبح امشب မနက်", EVENING: "evening المساء عصر ညနေ", time(12): "noon ظهر"}
HALVES = {
    Half.BEFORE_NOON: "am morning صباحا الصبح صبح မနက်",
    Half.AFTER_NOON: "pm evening مساء عصر ညနေ",
    Half.NIGHT: "night tonight شب ည",
}
WORDS = DurationWords(
    units={word: unit for unit, words in UNITS.items() for word in folded(words)},
    lengths={word: length for length, words in LENGTHS.items() for word in folded(words)},
    numbers={word: number for number, words in NUMBERS.items() for word in folded(words)},
    times={word: moment for moment, words in TIMES.items() for word in folded(words)},
    halves={word: half for half, words in HALVES.items() for word in folded(words)},
    tomorrow=folded("tomorrow بكرا غدا فردا မနက်ဖြန်"),
    until=folded("until till حتى لحد تا အထိ"),
    clocks=folded("o'clock".replace("'", "_") + " الساعة"),
    joins=folded("and و နဲ့"),
    fillers=folded("for about the in at لمدة برای حدود လောက် အတွက်"),
)
NOW = datetime(2026, 3, 4, 14, 20, 30, tzinfo=ZoneInfo("Asia/Beirut"))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("8 hours", 8 * HOUR, id="English"),
        pytest.param("FOR 8H.", 8 * HOUR, id="English, short, in capitals"),
        pytest.param("1.5 hours", 90 * MINUTE, id="with a decimal point"),
        pytest.param("1½ hours", 90 * MINUTE, id="with the sign for a half"),
        pytest.param("two days", 2 * DAY, id="a number as a word"),
        pytest.param("twenty-four hours", 24 * HOUR, id="a number of two words"),
        pytest.param("two hundred minutes", 200 * MINUTE, id="a hundred"),
        pytest.param("a week", WEEK, id="a week"),
        pytest.param("an hour", HOUR, id="an hour"),
        pytest.param("half an hour", 30 * MINUTE, id="half an hour"),
        pytest.param("an hour and a half", 90 * MINUTE, id="an hour and a half"),
        pytest.param("two and a half days", 60 * HOUR, id="two and a half days"),
        pytest.param("1 day and 3 hours", 27 * HOUR, id="two units"),
        pytest.param("٨ ساعات", 8 * HOUR, id="Arabic"),
        pytest.param("لمدة ساعتين", 2 * HOUR, id="the Arabic dual"),
        pytest.param("ساعة ونصف", 90 * MINUTE, id="Arabic: an hour and a half"),
        pytest.param("يومين و ٣ ساعات", 51 * HOUR, id="Arabic: two days and three hours"),
        pytest.param("يومين ونصف", 60 * HOUR, id="Arabic: two days and a half"),
        pytest.param("۲ روز", 2 * DAY, id="Persian"),
        pytest.param("تا ۸ ساعت", 8 * HOUR, id="Persian: up to eight hours"),
        pytest.param("دو ساعت و نیم", 150 * MINUTE, id="Persian: two hours and a half"),
        pytest.param("۸ساعت", 8 * HOUR, id="Persian without a space"),
        pytest.param("၈ နာရီ", 8 * HOUR, id="Burmese"),
        pytest.param("၂ရက်", 2 * DAY, id="Burmese without a space"),
        pytest.param("၂ နာရီလောက်", 2 * HOUR, id="Burmese with a particle"),
        pytest.param("တစ်နာရီခွဲ", 90 * MINUTE, id="Burmese: an hour and a half"),
        pytest.param("မိနစ် ၃၀", 30 * MINUTE, id="Burmese: a round number behind its unit"),
        pytest.param("နာရီ ၂၀", 20 * HOUR, id="Burmese: twenty hours, not eight in the evening"),
        pytest.param("၁ဝ ရက်", 10 * DAY, id="Burmese: the letter wa for the zero"),
        pytest.param("400 days", MOST, id="never more than a year"),
        pytest.param("hundred " * 200 + "weeks", MOST, id="a number beyond all measure"),
    ],
)
def test_a_length_is_read(text: str, length: timedelta) -> None:
    assert parse(text, WORDS, NOW, exact=True) == parse(text, WORDS, NOW) == NOW + length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("until morning", (5, 7, 0), id="until morning"),
        pytest.param("tonight", (5, 7, 0), id="tonight"),
        pytest.param("until evening", (4, 19, 0), id="until evening"),
        pytest.param("tomorrow", (5, 7, 0), id="tomorrow"),
        pytest.param("until tomorrow evening", (5, 19, 0), id="the evening of tomorrow"),
        pytest.param("until 6", (4, 18, 0), id="a bare hour is the next one"),
        pytest.param("until 2", (5, 2, 0), id="a bare hour that has passed twice"),
        pytest.param("until six", (4, 18, 0), id="an hour as a word"),
        pytest.param("until 06:00", (5, 6, 0), id="a leading zero is the morning's"),
        pytest.param("until 18:00", (4, 18, 0), id="an hour of 24"),
        pytest.param("18:00", (4, 18, 0), id="a clock alone"),
        pytest.param("until 13.45", (5, 13, 45), id="with a point"),
        pytest.param("until 24:00", (5, 0, 0), id="midnight"),
        pytest.param("till 6 pm", (4, 18, 0), id="till 6 pm"),
        pytest.param("till 6pm", (4, 18, 0), id="till 6pm in one"),
        pytest.param("until 12 am", (5, 0, 0), id="12 am"),
        pytest.param("until 12 pm", (5, 12, 0), id="12 pm"),
        pytest.param("until 8 tonight", (4, 20, 0), id="8 tonight"),
        pytest.param("8 in the morning", (5, 8, 0), id="8 in the morning"),
        pytest.param("until 6 o'clock tomorrow", (5, 6, 0), id="6 o'clock tomorrow"),
        pytest.param("حتى الصبح", (5, 7, 0), id="Arabic: until morning"),
        pytest.param("حتى الساعة ٦ مساء", (4, 18, 0), id="Arabic: until six in the evening"),
        pytest.param("الساعة ٦", (4, 18, 0), id="Arabic: six o'clock"),
        pytest.param("ساعت ۶", (4, 18, 0), id="Persian: six o'clock"),
        pytest.param("تا فردا", (5, 7, 0), id="Persian: until tomorrow"),
        pytest.param("تا ساعت ۶ عصر", (4, 18, 0), id="Persian: until six in the evening"),
        pytest.param("ساعت ۸ شب", (4, 20, 0), id="Persian: eight at night"),
        pytest.param("ساعت ۲ شب", (5, 2, 0), id="Persian: two at night"),
        pytest.param("မနက်အထိ", (5, 7, 0), id="Burmese: until morning"),
        pytest.param("မနက်ဖြန် မနက် ၈ နာရီအထိ", (5, 8, 0), id="Burmese: until eight tomorrow morning"),
        pytest.param("၆ နာရီအထိ", (4, 18, 0), id="Burmese: until six o'clock"),
        pytest.param("ည ၈ နာရီ", (4, 20, 0), id="Burmese: eight at night"),
    ],
)
def test_a_moment_is_read(text: str, expected: tuple[int, int, int]) -> None:
    day, hour, minute = expected
    moment = datetime(2026, 3, day, hour, minute, tzinfo=NOW.tzinfo)
    assert parse(text, WORDS, NOW, exact=True) == parse(text, WORDS, NOW) == moment


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("please no texts from 4321 for 8 hours, thanks", 8 * HOUR, id="English"),
        pytest.param("pause 4321 8 hours", 8 * HOUR, id="a group's number right before it"),
        pytest.param("اوقف الرسائل لمدة ٣ ايام من فضلك", 3 * DAY, id="Arabic"),
        pytest.param("پیام‌ها را برای ۲ روز قطع کن", 2 * DAY, id="Persian"),
        pytest.param("စာတွေ၂ရက်လောက်မပို့ပါနဲ့", 2 * DAY, id="Burmese without any space"),
        pytest.param("2 days until morning", 2 * DAY, id="two that are no one duration"),
        pytest.param("for 8 hours until the rain stops", 8 * HOUR, id="until, with no hour before it"),
        pytest.param("ရက် ၂ နာရီ", 2 * HOUR, id="Burmese: the number belongs to the unit behind it"),
        pytest.param("3 days, then 2 hours", 3 * DAY, id="the first of two"),
    ],
)
def test_a_length_is_found_inside_other_words_but_not_in_an_exact_text(text: str, length: timedelta) -> None:
    assert parse(text, WORDS, NOW) == NOW + length
    assert parse(text, WORDS, NOW, exact=True) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("4321", id="a group"),
        pytest.param("all", id="another word"),
        pytest.param("until", id="until, and no more"),
        pytest.param("hours", id="a unit without an amount"),
        pytest.param("0 hours", id="no hours"),
        pytest.param("until 25", id="an hour that is none"),
        pytest.param("until 6.5", id="a decimal that is no clock"),
        pytest.param("days 20", id="a number behind its unit, but in Burmese"),
        pytest.param("၈ နာရီး", id="a Burmese word that goes on with a mark"),
        pytest.param("က္တစ်နာရီ", id="a Burmese letter that stands under another"),
        pytest.param("hundred " * 200 + "zero hours", id="a number too large to count, times nothing"),
        pytest.param("until 6:75", id="a minute that is none"),
        pytest.param("18:00 hours of rain 8", id="a clock before a unit is no amount"),
        pytest.param("9999999999999999 days", id="more digits than any amount"),
        pytest.param("² days ½", id="a raised two"),
        pytest.param("နေရက်က်", id="a Burmese word that only holds a unit's letters"),
        pytest.param("daylight", id="an English word that begins with a unit"),
    ],
)
def test_no_duration_is_seen_in(text: str) -> None:
    assert parse(text, WORDS, NOW) is None
    assert parse(text, WORDS, NOW, exact=True) is None


def test_the_next_morning_may_be_today() -> None:
    before_dawn = NOW.replace(hour=3)
    assert parse("until morning", WORDS, before_dawn) == NOW.replace(hour=7, minute=0, second=0)
    assert parse("until tomorrow", WORDS, before_dawn) == NOW.replace(day=5, hour=7, minute=0, second=0)


def test_hours_are_hours_in_the_night_when_clocks_change_and_a_morning_is_a_morning() -> None:
    athens = ZoneInfo("Europe/Athens")  # 29 March 2026, 03:00 becomes 04:00
    evening = datetime(2026, 3, 28, 22, tzinfo=athens)
    assert parse("8 hours", WORDS, evening) == datetime(2026, 3, 29, 7, tzinfo=athens)
    assert parse("until morning", WORDS, evening) == datetime(2026, 3, 29, 7, tzinfo=athens)


def test_an_hour_that_comes_twice_in_a_night_is_the_one_ahead() -> None:
    athens = ZoneInfo("Europe/Athens")  # 25 October 2026, 04:00 becomes 03:00
    second = datetime(2026, 10, 25, 3, 30, tzinfo=athens, fold=1)
    until = parse("until 03:45", WORDS, second)
    assert until is not None
    assert until.astimezone(timezone.utc) - second.astimezone(timezone.utc) == 15 * MINUTE


ALL_WORDS = st.lists(
    st.sampled_from([*sorted(WORDS.known), "x", "4321", "8", "18:00", "1.5", "24", "0", "၈", "½", "က", "့"]), max_size=9
)
ANY_TEXT = st.text(max_size=50) | ALL_WORDS.map(" ".join) | ALL_WORDS.map("".join)
ANY_NOW = st.datetimes(
    min_value=NOW.replace(year=2000, tzinfo=None),
    max_value=NOW.replace(year=2100, tzinfo=None),
    timezones=st.sampled_from([timezone.utc, *map(ZoneInfo, ("Asia/Yangon", "Europe/Athens", "America/New_York"))]),
)


@given(ANY_TEXT, ANY_NOW)
def test_what_is_read_is_later_than_now_and_at_most_a_year_ahead(text: str, now: datetime) -> None:
    until = parse(text, WORDS, now)
    if until is not None:
        assert timedelta(0) < until.astimezone(timezone.utc) - now.astimezone(timezone.utc) <= MOST
        assert until.tzinfo is now.tzinfo


@given(ANY_TEXT, ANY_NOW)
def test_what_is_read_exactly_is_found_among_other_words_too(text: str, now: datetime) -> None:
    if (until := parse(text, WORDS, now, exact=True)) is not None:
        assert parse(text, WORDS, now) == parse(f"xyz {text} xyz", WORDS, now) == until


def test_without_any_words_nothing_is_read() -> None:
    assert parse("8 hours", DurationWords({}, {}, {}, {}, {}), NOW) is None
