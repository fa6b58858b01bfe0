"""Which language a text is in, as far as its letters and its commonest words tell."""

import re
from typing import Literal

Language = Literal["en", "hi"]

_WORD = re.compile(
    r"(?P<hi>[\u0900-\u0963\u0971-\u097f\ua8e0-\ua8ff\u200c\u200d]+)"
    r"|(?P<en>[a-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]+)"
    r"|[^\W\d_]",
    re.IGNORECASE,
)
"""Of other scripts every letter counts by itself: they need not be told into words."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SURE = _listed(
    """
    nahi nahin nahii nhi hai hain thi hoon bahut bohot bahot accha acha achha achhi achchi
    acchi achche acche mujhe mujhko tumhe hamein aur lekin magar kyunki kyonki kya kyun kyon
    kuch kuchh bilkul bhi yeh woh unka uska uski iska iski isme usme isko usko unko mera
    meri tumhara hamara apna apni apne raha rahi rahe gaya gayi gaye karna karta karti karte
    kiya hua hui hota hoti hote dekhi dekha dekhna dekhne jata jati jate lagta lagti laga
    lagi sabse zyada jyada bakwas bekar faltu ekdum yaar kaafi kafi bura buri sahi kharab
    khubsurat mazedar zabardast kahani paisa paise vasool kaam theek samay dil liye wala
    wali wale matlab aaj sirf phir jab tak
    """
)
"""Hindi words in Latin letters that are no English words."""

MAYBE = _listed(
    """
    ka ki ke ko se mein mai tha ye wo na ne hi ho jo ek kar kam pe mat bas do sab din log
    the to par is us me main hum hu tum ab agar mere koi
    """
)
"""Hindi words in Latin letters that are, or look like, English words, names or endings."""


ENGLISH = _listed(
    """
    a an and are at for from his i in it its my not of that this was with
    """
)
"""English words that hardly stand in Hindi, whatever letters it is written in."""


def language_of(text: str) -> Language | None:
    """The language that the script of most words stands for, whatever the words are.

    A word in Devanagari counts as Hindi, one in Latin letters as English, however foreign. Where
    there are as many of both, the Hindi ones decide: Hindi borrows words, English does not.

    Returns:
        None for a text without words, or mostly in another script.
    """
    found = [match.lastgroup for match in _WORD.finditer(text)]
    hindi, english = found.count("hi"), found.count("en")
    if max(hindi, english) <= found.count(None):
        return None
    return "hi" if hindi >= english else "en"


def is_romanised_hindi(text: str) -> bool:
    """Whether a text is Hindi in Latin letters, such as *yeh film achhi nahi hai*.

    It is if a third of its words, at least two where there are more, are frequent in Hindi and one
    of them can be nothing else, unless English ones stand beside them: a title in a sentence.
    """
    if language_of(text) != "en":
        return False
    words = [match[0].lower() for match in _WORD.finditer(text)]
    sure, maybe, english = (
        sum(word in known for word in words) for known in (SURE, MAYBE, ENGLISH)
    )
    frequent = sure + maybe >= max(len(words) / 3, min(len(words), 2))
    return frequent and sure > 4 * english
