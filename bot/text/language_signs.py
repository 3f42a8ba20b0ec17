"""The signs, besides its words, by which a language shows itself: letters, beginnings and ends of words.

Points are about one a sign; a word of `language_words` is two.
"""

import re

# What one letter says for or against a language. The first rows are letters that only one of them has.
ARABIC_SCRIPT_LETTERS: dict[str, dict[str, float]] = {
    **{letter: {"ur": 3} for letter in "ٹڈڑںے"},
    **{letter: {"ur": 2.5} for letter in "ہھۂۃ"},
    **{letter: {"ps": 3} for letter in "ښځڅډړڼګټږۍ"},
    "ې": {"ps": 2.5},
    **{letter: {"ckb": 3} for letter in "ڕڵۆێڤۊ"},
    "ە": {"ckb": 2.5},
    **{letter: {"ar": 3} for letter in "ةإ"},
    "أ": {"ar": 2, "fa": 0.2},
    "ي": {"ar": 1, "ps": 0.9, "fa": 0.2},
    "ك": {"ar": 1, "fa": 0.2},
    "ى": {"ar": 1, "ps": 0.3},
    **{letter: {"fa": 1, "ur": 1, "ps": 0.7, "ckb": 1, "ar": -0.5} for letter in "پچگ"},
    "ژ": {"fa": 1, "ps": 1, "ckb": 1, "ar": -1},
    **{letter: {"fa": 1, "ur": 1, "ps": 0.8, "ckb": 1, "ar": -1} for letter in "کی"},
    **{letter: {"ar": 0.2} for letter in "ضظذث"},
}

# What the shape of a word (as typed, harakat away) says.
ARABIC_SCRIPT_SHAPES: tuple[tuple[re.Pattern[str], dict[str, float]], ...] = (
    # The article, alone or after a short particle; what Persian, Urdu and Pashto took with it is left out.
    (re.compile("^(?!الان$|البته$|الکل|الگو|المان$|الف$|الی$|الهی$)[وفبك]?ال[^پچژگکیہٹ]{3,}$"), {"ar": 1.5}),
    (re.compile("^(?:و|ف)?لل[^پچژگکی]{3,}$"), {"ar": 1}),
    (re.compile("^ن?می\u200c?.{2,}"), {"fa": 1}),
    (re.compile(".\u200c."), {"fa": 1.5}),
    (re.compile("..(?:ها|های|هایی|هایم|ترین)$"), {"fa": 1.5}),
    (re.compile("^ئ."), {"ckb": 3}),
    (re.compile("..(?:وں|یں|تے|نے|ئی|ؤ)$"), {"ur": 1}),
    (re.compile("^[يتن].{2,}(?:ون|ين)$"), {"ar": 0.7}),
)

# What the shape of a lower-case Latin word says.
LATIN_SHAPES: tuple[tuple[re.Pattern[str], dict[tuple[str, bool], float]], ...] = (
    (re.compile("[éèêëçœæùûîïôàâ]"), {("fr", False): 1}),
    (re.compile("^(?:l|d|qu|c|j|n|s|m|t)'."), {("fr", False): 1.5}),
    (re.compile("(?:eux|ement|aux|oire|ique|euse|ées?|ité|ait|aient)$"), {("fr", False): 0.5}),
    (re.compile("(?:.aa|^aa|uu|.ii|dh|x[aeiou]|[aeiou]x$|[aeiou]q)"), {("so", False): 0.5}),
    (re.compile("...(?:ka|ta|da|ayaa|aha|ooyinka|adii|kii|tii|eed)$"), {("so", False): 0.35}),
    (
        re.compile("^(?:meng|meny|mem|men|peng|pem|ber|ter|di|ke|se).{4,}(?:kan|an|i|nya)$"),
        {("ms", False): 0.8},
    ),
    (re.compile("...(?:kan|nya|lah|kah)$"), {("ms", False): 0.5}),
    (re.compile("^(?:meng|meny|memb|mend|peng).{3,}"), {("ms", False): 0.6}),
    (re.compile("(?:^th|wh|ght|.ing$|ck|sh|.ly$|.ed$|oo|ea|ould|th$|ow|y$)"), {("en", False): 0.4}),
)

# A digit for a letter that Latin has not, as Arabic speakers write it; "2nd", "10am" and "covid19" are no such words.
ARABIZI = re.compile(
    "^(?!\\d+(?:st|nd|rd|th|am|pm|kg|km|mg|ml|h|hrs?|days?|years?|x)$)[a-z]*[23579][a-z]{2,}$|^[a-z]{2,}[3579][a-z]*$"
)
