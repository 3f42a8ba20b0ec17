"""Every command in people's own words, in every language, through the real trained brain.

How sure the brain is may change with its data: what counts is that at most three digits lead to what was meant, and
that nothing others would see happens before a digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from bot.commands.registry import by_intent
from bot.gateway import app
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import EventRow
from tests.support.clock import Clock
from tests.support.own_words import says, until
from tests.support.rasa import Switch, awake, trained_model
from tests.support.stage import Stage

pytestmark = pytest.mark.brain


@dataclass(frozen=True)
class Wish:
    """Who says what; `meant` leads to the reply `ends`, perhaps by way of the intents that digits choose."""

    speaker: str
    meant: str
    ends: str
    words: dict[str, str]
    by: tuple[str, ...] = ()


WISHES = [
    Wish(
        "Bilal",
        "send_alert",
        "utter_alerted",
        {
            "en": "URGENT send an alert to group 4321: police are checking papers at the station now",
            "ar": "عاجل ابعتوا انذار لمجموعة 4321: الشرطة عم تفتش عند المحطة هلق",
            "fa": "فوری به گروه 4321 هشدار بفرست: پلیس همین الان دم ایستگاه است",
            "my": "ဂရု 4321 ကလူတွေကို ဘူတာမှာ ရဲတွေ စစ်နေတယ် မသွားကြနဲ့ လို့ အရေးပေါ် အမြန် ပြောပေးပါ",
        },
    ),
    Wish(
        "Amina",
        "name_group",
        "utter_named",
        {
            "en": "please change the name of group 4321 to Sunrise",
            "ar": "بدي غير اسم المجموعة 4321 الى الشروق",
            "fa": "می‌خواهم اسم گروه 4321 عوض شود به همدلی",
            "my": "ဂရု 4321 နာမည်ကို မိုးသောက် လို့ ပြောင်းပေးပါ",
        },
    ),
    Wish(
        "Bilal",
        "invite_people",
        "utter_invited",
        {
            "en": "please invite my brother to group 4321, his number is +15550100077",
            "ar": "ممكن تدعو اخي على المجموعة 4321 رقمه +15550100077",
            "fa": "لطفا برادرم را به گروه 4321 دعوت کنید شماره اش +15550100077",
            "my": "ကျွန်တော့်အစ်ကိုကို ဂရု 4321 ဖိတ်ပေးပါ ဖုန်းနံပါတ် +15550100077",
        },
    ),
    Wish(
        "Bilal",
        "set_nickname",
        "utter_nickname_set",
        {
            "en": "please call me Bee from now on",
            "ar": "من اليوم سموني أبو خالد لو سمحتوا",
            "fa": "از این به بعد مرا بهار صدا کنید",
            "my": "ကျွန်တော့်ကို ကိုမိုး လို့ ခေါ်ပေးပါ",
        },
    ),
    Wish(
        "Bilal",
        "pause_group",
        "utter_paused",
        {
            "en": "no texts from 4321 for 8 hours please i work at night",
            "ar": "وقفوا رسائل مجموعة 4321 لمدة 8 ساعات لو سمحتوا عندي شغل",
            "fa": "لطفا پیام های گروه 4321 را برای 8 ساعت قطع کنید می خواهم بخوابم",
            "my": "ဂရု 4321 က စာတွေ ၈ နာရီ ခဏရပ်ပေးပါ အလုပ်လုပ်နေလို့",
        },
    ),
    Wish(
        "Bilal",
        "resume_group",
        "utter_resumed",
        {
            "en": "i am back, end the pause and let me get the texts of 4321 again",
            "ar": "خلص رجعوا لي رسائل المجموعة 4321 بعد ما كتمتها",
            "fa": "مکث گروه 4321 را بردارید دوباره پیام ها بیاید",
            "my": "ဂရု 4321 ခဏရပ်ထားတာ ပြန်ဖွင့်ပေးပါ စာတွေ ပြန်လိုချင်ပြီ",
        },
    ),
    Wish(
        "Amina",
        "restrict_group",
        "utter_policy_announce",
        {
            "en": "in group 4321 only the admins should write from now on",
            "ar": "بالمجموعة 4321 بس المشرفين لازم يكتبوا من هلق",
            "fa": "در گروه 4321 فقط مدیرها بنویسند",
            "my": "ဂရု 4321 မှာ အက်ဒမင်တွေပဲ စာရေးခွင့် ပေးပါ",
        },
        by=("announce_only",),
    ),
    Wish(
        "Amina",
        "add_moderator",
        "utter_moderator_made",
        {
            "en": "please make number 2 a moderator of group 4321",
            "ar": "خلوا رقم 2 مشرف بالمجموعة 4321",
            "fa": "لطفا شماره 2 را مدیر گروه 4321 کنید",
            "my": "ဂရု 4321 မှာ အဖွဲ့ဝင် 2 ကို အက်ဒမင် ခန့်ပေးပါ",
        },
    ),
    Wish(
        "Amina",
        "remove_member",
        "utter_removed",
        {
            "en": "please throw out number 2 from our group 4321, he insults people",
            "ar": "شيلوا رقم 2 من المجموعة 4321 عم يسب الناس",
            "fa": "لطفا شماره 2 را از گروه 4321 بیندازید بیرون به مردم فحش می دهد",
            "my": "အဖွဲ့ဝင် 2 ကို ဂရု 4321 ထဲက ထုတ်ပစ်ပေးပါ လူတွေကို ဆဲနေတယ်",
        },
    ),
    Wish(
        "Amina",
        "delete_group",
        "utter_code_close",
        {
            "en": "please delete the group 4321 for good, we do not need it any more",
            "ar": "احذفوا المجموعة 4321 نهائيا ما عاد نحتاجها",
            "fa": "گروه 4321 را برای همیشه ببندید دیگر لازم نیست",
            "my": "ဂရု 4321 ကို အပြီးဖျက်ပေးပါ မလိုတော့ဘူး",
        },
    ),
    Wish(
        "Bilal",
        "ask_moderators",
        "utter_question_sent",
        {
            "en": "ask the admins of 4321 only, not everyone: can my cousin come too",
            "ar": "اسألوا مشرفين المجموعة 4321 بس مو الكل: ممكن يجي ابن عمي كمان",
            "fa": "فقط از مدیرهای گروه 4321 بپرسید: پسرعمویم هم می تواند بیاید؟",
            "my": "ဂရု 4321 အက်ဒမင်တွေကိုပဲ မေးပေးပါ - ကျွန်တော့်ညီလေးပါ လာလို့ရလား",
        },
    ),
    Wish(
        "Bilal",
        "report_abuse",
        "utter_reported",
        {
            "en": "i want to report somebody in group 4321, number 3 threatens women",
            "ar": "بدي اشتكي على واحد بالمجموعة 4321 رقم 3 عم يهدد النسوان",
            "fa": "می خواهم شکایت کنم در گروه 4321 شماره 3 زن ها را تهدید می کند",
            "my": "ဂရု 4321 က အဖွဲ့ဝင် 3 အမျိုးသမီးတွေကို ခြိမ်းခြောက်နေလို့ တိုင်ချင်ပါတယ်",
        },
    ),
    Wish(
        "Bilal",
        "forget_me",
        "utter_code_forget",
        {
            "en": "please erase everything you know about me, my number and my texts",
            "ar": "امسحوا كل شي عندكم عني رقمي ورسائلي",
            "fa": "لطفا همه اطلاعات من را پاک کنید شماره و پیام هایم",
            "my": "ကျွန်တော့်အချက်အလက် အကုန် ဖျက်ပေးပါ ဖုန်းနံပါတ်ရော စာတွေရော",
        },
    ),
    Wish(
        "Bilal",
        "move_phone",
        "utter_moved_code_sent",
        {
            "en": "i have a new phone number, my old number was +15550100066, move my groups",
            "ar": "غيرت رقمي، رقمي القديم كان +15550100066 انقلوا مجموعاتي",
            "fa": "شماره ام عوض شده، شماره قدیمی من +15550100066 بود گروه هایم را بیاورید",
            "my": "ဖုန်းနံပါတ် ပြောင်းသွားလို့ပါ နံပါတ်ဟောင်းက +15550100066 ဂရုတွေ ပြောင်းပေးပါ",
        },
    ),
    Wish(
        "Bilal",
        "ask_privacy",
        "utter_privacy",
        {
            "en": "who can see my phone number here?",
            "ar": "مين بيقدر يشوف رقم تلفوني هون؟",
            "fa": "چه کسانی شماره تلفن من را می بینند؟",
            "my": "ကျွန်တော့်ဖုန်းနံပါတ်ကို ဘယ်သူတွေ မြင်ရလဲ",
        },
    ),
    Wish(
        "Bilal",
        "ask_cost",
        "utter_cost",
        {
            "en": "how much does one message cost me?",
            "ar": "قديش بتكلف الرسالة الواحدة علي؟",
            "fa": "هر پیام چقدر برای من خرج دارد؟",
            "my": "စာတစ်စောင် ဘယ်လောက်ကျလဲ",
        },
    ),
    Wish(
        "Dina",
        "join_group",
        "utter_joined",
        {
            "en": "please put me in the group 4321",
            "ar": "ممكن تدخلوني على المجموعة 4321 لو سمحتوا",
            "fa": "لطفا مرا در گروه 4321 عضو کنید",
            "my": "ကျွန်တော့်ကို ဂရု 4321 ထဲ ထည့်ပေးပါ",
        },
    ),
    Wish(
        "Bilal",
        "list_groups",
        "utter_groups",
        {
            "en": "which groups am i a member of?",
            "ar": "بأي مجموعات انا مشترك؟",
            "fa": "من در کدام گروه ها هستم؟",
            "my": "ကျွန်တော် ဘယ်ဂရုတွေထဲ ပါနေလဲ",
        },
    ),
    Wish(
        "Bilal",
        "group_info",
        "utter_about",
        {
            "en": "how many people are in group 4321 and who leads it?",
            "ar": "كم شخص في المجموعة 4321 ومين مسؤول عنها؟",
            "fa": "گروه 4321 چند نفر است و مدیرش کیست؟",
            "my": "ဂရု 4321 မှာ လူဘယ်နှစ်ယောက်ရှိလဲ ဘယ်သူ တာဝန်ခံလဲ",
        },
    ),
    Wish(
        "Bilal",
        "stop_service",
        "utter_stopped",
        {
            "en": "please do not send me any message ever again, no texts at all",
            "ar": "لا تبعتولي اي رسالة بعد اليوم ابدا من هالرقم",
            "fa": "دیگر هیچ پیامی از این شماره برای من نفرستید",
            "my": "ဒီနံပါတ်ကနေ ကျွန်တော့်ဆီ စာလုံးဝ မပို့ပါနဲ့တော့",
        },
    ),
    Wish(
        "Bilal",
        "set_language",
        "utter_language_set",
        {
            "en": "please answer me in Arabic from now on",
            "ar": "جاوبوني بالانجليزي لو سمحتوا",
            "fa": "لطفا از این به بعد به انگلیسی جواب بدهید",
            "my": "အင်္ဂလိပ်လို ပြန်ဖြေပေးပါ",
        },
    ),
    Wish(
        "Bilal",
        "help",
        "utter_help_member",
        {
            "en": "i do not know how to use this, please explain me",
            "ar": "ما بعرف كيف استعمل هالخدمة ممكن تشرحولي",
            "fa": "بلد نیستم از این چطور استفاده کنم لطفا راهنمایی کنید",
            "my": "ဒါကို ဘယ်လိုသုံးရမှန်း မသိလို့ ရှင်းပြပေးပါ",
        },
    ),
]
CELLS = [pytest.param(wish, code, id=f"{code} {wish.meant}") for wish in WISHES for code in ("en", "ar", "fa", "my")]


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Switch, Settings]]:
    switch = Switch()
    with awake(trained_model(), tmp_path_factory.mktemp("brain"), switch) as settings:
        yield switch, settings


@pytest.fixture
def stage(brain: tuple[Switch, Settings], sqlite_database: Database, clock: Clock) -> Iterator[Stage]:
    """Amina owns 4321; Bilal is #2, Chit #3."""
    switch, settings = brain
    with closing(Stage(sqlite_database, clock, settings)) as made:
        switch.app = app.build(made.service(), work=False)
        for sender in ("Amina", "Bilal", "Chit"):
            made.says(sender, "4321")
        yield made


def test_every_command_in_own_words_is_here_or_in_the_conversations_beside() -> None:
    """The others: test_with_brain.py, test_deciding.py, tests/brain."""
    elsewhere = {"create_group", "leave_group", "send_message", "start_service"}
    talk = {"greet", "thank", "out_of_scope"}
    texted = {intent for intent, command in by_intent().items() if command.texted}
    assert {wish.meant for wish in WISHES} == texted - elsewhere - talk


@pytest.mark.parametrize(("wish", "code"), CELLS)
def test_own_words_lead_to_what_was_meant(wish: Wish, code: str, stage: Stage) -> None:
    before = _events(stage)
    if by_intent()[wish.meant].seen:
        names = says(stage, wish.speaker, wish.words[code])
        assert _events(stage) == before, f"something happened before a digit: {names}"
    names = until(stage, wish.speaker, wish.words[code], wish.ends, *wish.by, wish.meant)
    assert wish.ends in names


def _events(stage: Stage) -> int:
    with stage.database.read() as session:
        return session.scalar(select(func.count()).select_from(EventRow)) or 0
