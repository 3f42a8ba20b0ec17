"""The words of numbers in the languages of the service, in the spellings that people type.

Keys are folded (`bot.text.normalise.fold`), Burmese ones as they are written. "Latn" is what is typed in Latin letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.normalise import fold


@dataclass(frozen=True)
class Value:
    """What a word counts; multiplies: as "thousand" does what stands before it."""

    number: int
    multiplies: bool = False


BURMESE = "my"


_ENGLISH = {
    0: "zero/oh/o/nil/nought",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven/sevn",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty/fourty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety/ninty",
}
_ARABIC = {
    0: "صفر/زيرو",
    1: "واحد/أحد/احدى/واحدة/وحدة/وحده/واحده",
    2: "اثنين/اثنا/اثني/اتنين/اثنان/ثنين/تنين/اتنان/اثنتين/اثنينه",
    3: "ثلاثة/تلاتة/ثلاث/تلات/تلاته/تلت/ثلاثه",
    4: "أربعة/اربعة/أربع/اربع/اربعه",
    5: "خمسة/خمس/خمسه",
    6: "ستة/ست/سته",
    7: "سبعة/سبع/سبعه",
    8: "ثمانية/تمانية/تمنية/ثمنية/ثماني/تماني/تمن/ثمان/تمان",
    9: "تسعة/تسع/تسعه",
    10: "عشرة/عشر/عشره",
    11: "احدعش/حداشر/احداشر/حدعش/إحدعش",
    12: "اثنعش/اتناشر/اطنعش/طنعش/اثناشر/تناعش",
    13: "تلطعش/تلتاشر/ثلطعش/تلتعش/ثلاثطعش",
    14: "اربعتاشر/أربعطعش/اربعطعش/اربعتعش",
    15: "خمستاشر/خمسطعش/خمستعش",
    16: "ستاشر/سطعش/ستعش",
    17: "سبعتاشر/سبعطعش/سبعتعش",
    18: "تمنتاشر/تمنطعش/ثمنطعش/تمانطعش",
    19: "تسعتاشر/تسعطعش/تسعتعش",
    20: "عشرين/عشرون",
    30: "ثلاثين/تلاتين/ثلاثون",
    40: "أربعين/اربعين/اربعون",
    50: "خمسين/خمسون",
    60: "ستين/ستون",
    70: "سبعين/سبعون",
    80: "ثمانين/تمانين/ثمانون",
    90: "تسعين/تسعون",
    200: "مئتين/ميتين/مئتان/مائتين/متين/مائتان",
    300: "ثلاثمئة/تلتمية/ثلاثمائة/تلاتمية/ثلثمية/تلتميت/ثلاثمية",
    400: "أربعمئة/ربعمية/اربعمائة/اربعمية/أربعمائة/ربعميت",
    500: "خمسمئة/خمسمية/خمسمائة/خمسميت",
    600: "ستمئة/ستمية/ستمائة/ستميت",
    700: "سبعمئة/سبعمية/سبعمائة/سبعميت",
    800: "ثمانمئة/تمنمية/ثمانمائة/ثمنمية/تمانمية/ثمانمية/تمنميت",
    900: "تسعمئة/تسعمية/تسعمائة/تسعميت",
    2000: "ألفين/الفين/ألفان",
}
_FARSI = {
    0: "صفر",
    1: "یک/یه",
    2: "دو",
    3: "سه",
    4: "چهار/چار",
    5: "پنج",
    6: "شش/شیش",
    7: "هفت",
    8: "هشت",
    9: "نه",
    10: "ده",
    11: "یازده",
    12: "دوازده",
    13: "سیزده",
    14: "چهارده/چارده",
    15: "پانزده/پونزده",
    16: "شانزده/شونزده",
    17: "هفده/هیفده",
    18: "هجده/هیجده/هژده",
    19: "نوزده/نزده",
    20: "بیست/بیس",
    30: "سی",
    40: "چهل/چل",
    50: "پنجاه/پنجا",
    60: "شصت/شست",
    70: "هفتاد",
    80: "هشتاد",
    90: "نود",
    200: "دویست/دوصد/دویس",
    300: "سیصد/سه‌صد/سصد",
    400: "چهارصد/چارصد",
    500: "پانصد/پونصد/پنجصد",
    600: "ششصد/شیشصد",
    700: "هفتصد",
    800: "هشتصد",
    900: "نهصد",
}
_ROMAN_ARABIC = {
    0: "sifr/sifer/sefer/sefr",
    1: "wahed/wa7ed/wahad/wa7ad/wahid/wa7id/wehed",
    2: "tnen/tnein/etnen/itnen/ithnen/itneen/thnen/tneyn/ethnein",
    3: "tlate/tlete/talata/talate/tlata/thlatha/thalatha/tlateh",
    4: "arba3a/arb3a/arbaa/arba/arba3/arbe3a",
    5: "khamse/khamsa/5amse/5amsa/khamseh/5amseh",
    6: "sitte/sitta/sette/setta/sitteh",
    7: "sab3a/saba3a/sabaa/sab3/sabe3a",
    8: "tmanye/tmenye/tamanya/tmanya/thamanya/tamania",
    9: "tis3a/tes3a/tisaa/tise3a/tis3",
}
_ROMAN_FARSI = {
    0: "sefr/sifr",
    1: "yek/yak/ye",
    2: "do/du",
    3: "se/seh",
    4: "chahar/char/chaar/chahaar",
    5: "panj/panc",
    6: "shesh/shish/shash",
    7: "haft",
    8: "hasht",
    9: "noh/nuh",
}
_ROMAN_BURMESE = {
    0: "thonnya/thonya/thounnya/thonenya",
    1: "tit/tis/ta",
    2: "hnit/nit/hna",
    3: "thone/thoun/thon",
    4: "lay/lae/lei",
    5: "ngar/nga",
    6: "chauk/chouk/khyauk",
    7: "khunnit/khun/khuna/kunnit",
    8: "shit/shiq",
    9: "koe/ko/kou",
}
_BURMESE = {
    0: "သုည/သုံည/ဇီးရိုး",
    1: "တစ်/တ/တဈ",
    2: "နှစ်/နှ/နစ်",
    3: "သုံး",
    4: "လေး",
    5: "ငါး",
    6: "ခြောက်",
    7: "ခုနစ်/ခုနှစ်/ခုနှ/ခွန်/ခုန",
    8: "ရှစ်",
    9: "ကိုး",
}

_MULTIPLIERS = {
    "en": {100: "hundred", 1000: "thousand"},
    "ar": {100: "مية/مئة/مائة/ميه/مئه/ميت", 1000: "ألف/الف/آلاف/الاف/تلاف/ألاف"},
    "fa": {100: "صد", 1000: "هزار"},
    "my": {10: "ဆယ်/ဆယ့်", 100: "ရာ/ရာ့", 1000: "ထောင်/ထောင့်", 10_000: "သောင်း", 100_000: "သိန်း", 1_000_000: "သန်း"},
}
_SMALL = {
    "en": _ENGLISH,
    "ar": _ARABIC,
    "fa": _FARSI,
    "my": _BURMESE,
    "ar-Latn": _ROMAN_ARABIC,
    "fa-Latn": _ROMAN_FARSI,
    "my-Latn": _ROMAN_BURMESE,
}


def _values() -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for multiplies, languages in ((False, _SMALL), (True, _MULTIPLIERS)):
        for language, numbers in languages.items():
            for number, words in numbers.items():
                for word in words.split("/"):
                    key = word if language == BURMESE else fold(word)
                    found.setdefault(key, {})[language] = Value(number, multiplies)
    return found


VALUES = _values()
"""By word, by language: what it counts."""
JOINS = {"and": ("en",), "و": ("ar", "fa"), "o": ("fa-Latn",), "w": ("ar-Latn",)}
"""Words that join the parts of a number, and the languages in which they do."""
REPEATS = {"double": (2, "en"), "triple": (3, "en"), "دبل": (2, "ar")}
"""Say the next digit several times, in a language."""
