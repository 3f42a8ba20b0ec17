"""What is known of each language that the letters and words of a text are held against.

Candidates, the share of texts that are expected in each before one is read, how often each borrows a word from
the others, and in Arabic script the letters that tell one language, or its keyboard, from its neighbours.
"""

import re

Candidate = tuple[str, bool]  # a language (ISO 639 code), and whether it is written in Latin instead of its own letters

# Texts to such a service: in what is answered, in what neighbours speak, in what else refugees there do.
LATIN_SHARES: dict[Candidate, float] = {
    ("en", False): 0.6, ("ar", True): 0.07, ("fa", True): 0.07, ("my", True): 0.07, ("ms", False): 0.05,
    ("fr", False): 0.04, ("so", False): 0.04, ("sw", False): 0.01, ("tr", False): 0.01,
    **{(code, False): 0.001 for code in ("de", "es", "it", "nl", "pl", "pt", "ro", "sq", "sv", "tl", "vi")},
}  # fmt: skip
ARABIC_SHARES: dict[Candidate, float] = {
    ("ar", False): 0.4, ("fa", False): 0.39, ("ur", False): 0.08, ("ps", False): 0.1, ("ckb", False): 0.03,
}  # fmt: skip
SHARES: dict[str, dict[Candidate, float]] = {
    "LATIN": LATIN_SHARES,
    "ARABIC": ARABIC_SHARES,
    "CYRILLIC": {("ru", False): 0.6, ("uk", False): 0.2, ("bg", False): 0.1, ("mk", False): 0.1},
    "DEVANAGARI": {("hi", False): 0.6, ("ne", False): 0.3, ("mr", False): 0.1},
}

# The share of words that a text takes from a neighbour, names among them.
LOANS: dict[Candidate, float] = {
    ("ar", False): 0.003, ("fa", False): 0.02, ("ur", False): 0.04, ("ps", False): 0.05, ("ckb", False): 0.03,
    ("fr", False): 0.02, ("so", False): 0.03, ("ms", False): 0.03,
    ("ar", True): 0.06, ("fa", True): 0.06, ("my", True): 0.06,
}  # fmt: skip
FEWEST_LOANS = 0.01

Odds = dict[str, float]  # a language, and the logarithm of how much less probable a sign makes it

URDU_LETTERS, PASHTO_LETTERS, SORANI_LETTERS = "ٹڈڑںےہھۂۃ", "ښځڅډړڼګټږۍې", "ڕڵۆێڤۊە"

# Said once a text: who types one letter of a keyboard types them all.
ARABIC_SCRIPT_SIGNS: tuple[tuple[re.Pattern[str], Odds], ...] = (
    (re.compile(f"[{URDU_LETTERS}]"), {"ar": -5, "fa": -4, "ps": -3, "ckb": -2}),
    (re.compile(f"[{PASHTO_LETTERS}]"), {"ar": -5, "fa": -5, "ur": -5, "ckb": -4}),
    (re.compile(f"[{SORANI_LETTERS}]"), {"ar": -5, "fa": -5, "ur": -5, "ps": -5}),
    (re.compile("[ةؤ]"), {"fa": -1, "ur": -2, "ps": -3, "ckb": -5}),
    (re.compile("[أإ]"), {"fa": -2, "ur": -4, "ps": -3, "ckb": -4}),
    (re.compile("ي"), {"fa": -2, "ur": -3.5, "ps": -0.3, "ckb": -3.5}),
    (re.compile("ك"), {"fa": -2, "ur": -3.5, "ps": -1.5, "ckb": -3}),
    (re.compile("ى"), {"fa": -3, "ur": -4, "ps": -1.5, "ckb": -4}),
    (re.compile("ی"), {"ar": -6, "ps": -0.3}),
    (re.compile("ک"), {"ar": -6}),
    (re.compile("[پچگ]"), {"ar": -1}),
    (re.compile("ژ"), {"ar": -3}),
    (re.compile("ئ"), {"fa": -0.5}),
    (re.compile(r"..(?:ها|های|هایی|ترین)\b"), {"ar": -2, "ur": -1.5, "ps": -1.5, "ckb": -2}),
    (re.compile(r"\bن?می\u200c?[^\W\d_]{2}"), {"ar": -2, "ur": -1, "ps": -1, "ckb": -1.5}),
    (re.compile(".\u200c."), {"ar": -4, "ur": -2, "ps": -2, "ckb": -2.5}),
)

# A word without one of its own letters speaks a little against a language.
OWN_LETTERS: dict[str, tuple[re.Pattern[str], float]] = {
    "ur": (re.compile(f"[{URDU_LETTERS}]"), -0.15),
    "ps": (re.compile(f"[{PASHTO_LETTERS}]"), -0.05),
    "ckb": (re.compile(f"[{SORANI_LETTERS}]"), -0.6),
}
