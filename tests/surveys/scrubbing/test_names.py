"""However somebody writes a colleague's name, it is taken out; a build that looks for names as listed leaves it."""

import re

import pytest

from surveys.scrubbing import known, scrubbed

PEOPLE = (
    "Reo Tanaka", "Jörg Müller", "Layla Haddad", "Seán O'Brien", "Anna-Lena Schmidt-Jones", "Will May", "Li Wei",
    "Иван Петров", "ليلى منصور", "田中 玲央", "Łukasz Wójcik", "Christopher Novák", "Joost van der Berg",
)  # fmt: skip
KNOWN = known(PEOPLE, ["Halberd Pumps GmbH", "Northwind", "Bright Future AG"], ["North 3"])

#: (as written, what stays)
WRITTEN = (
    ("Ask Reo Tanaka how", "Ask [name] how"),
    ("ask REO TANAKA how", "ask [name] how"),
    ("tanaka reo knows", "[name] knows"),
    ("réo tánaka knows", "[name] knows"),
    ("Tanaka's page", "[name]'s page"),
    ("Tanakas Seite", "[name] Seite"),
    ("the Tanakas of this world", "the [name] of this world"),
    ("R. Tanaka said so", "[name] said so"),
    ("Tanaka, R. said so", "[name]. said so"),
    ("R.T. said so", "[name] said so"),
    ("rtanaka, reotanaka and tanakareo", "[name], [name] and [name]"),
    ("reo_tanaka wrote", "[name] wrote"),
    ("@rtanaka wrote", "[name] wrote"),
    ("#TanakaRocks", "#[name]Rocks"),
    ("Tan-aka or Tan aka or Tan.aka", "[name] or [name] or [name]"),
    ("Tannaka or Tanakaa", "[name] or [name]"),
    ("T4n4k4 and R3o", "[name] and [name]"),
    ("T a n a k a said", "[name] said"),
    ("T.a.n.a.k.a said", "[name] said"),
    ("T-a-n-a-k-a said", "[name] said"),
    ("T_a_n_a_k_a said", "[name] said"),
    ("r e o  t a n a k a said", "[name] said"),
    ("T\u200ba\u200cn\u200da\u2060k\u00ada said", "[name] said"),  # what cannot be seen in between
    ("T\u0336a\u0336n\u0336a\u0336k\u0336a\u0336 said", "[name] said"),  # struck through
    ("\u0422\u0430n\u0430k\u0430 said", "[name] said"),  # Cyrillic letters that look alike
    ("\u03a4\u03b1\u03bdaka said", "[name] said"),  # Greek ones
    ("ＴＡＮＡＫＡ said", "[name] said"),
    ("𝕋𝕒𝕟𝕒𝕜𝕒 said", "[name] said"),
    ("ⓉⒶⓃⒶⓀⒶ said", "[name] said"),
    ("🅣🅐🅝🅐🅚🅐 said", "[name] said"),
    ("ᴛᴀɴᴀᴋᴀ said", "[name] said"),
    ("Joerg Mueller, Jorg Muller, Müllers Liste", "[name], [name], [name] Liste"),
    ("OBrien, O’Brien, O'Brien's", "[name], [name], [name]'s"),
    ("sean o brien said", "[name] said"),
    ("Anna Lena, AnnaLena, Schmidt", "[name], [name], [name]"),
    ("Lukasz Wojcik said", "[name] said"),
    ("dejte to Novákovi", "dejte to [name]"),
    ("Chris helps", "[name] helps"),
    ("Joost van der Berg helps", "[name] helps"),
    ("Li Wei helps", "[name] helps"),
    ("спросите Петрова или Petrov", "спросите [name] или [name]"),
    ("с Петровым и Танака", "с [name] и [name]"),
    ("ريو تاناكا يعرف", "[name] يعرف"),
    ("اسأل ليلى حداد", "اسأل [name]"),
    ("وليلى منصور تعرف", "[name] تعرف"),
    ("لَيْلى تعرف", "[name] تعرف"),
    ("ليـــلى تعرف", "[name] تعرف"),
    ("ل ي ل ى تعرف", "[name] تعرف"),
    ("Layla Mansour knows", "[name] knows"),
    ("田中さんに聞いて", "[name]さんに聞いて"),
    ("Will May knows; ask Will.", "[name] knows; ask [name]."),
    ("the Halberd Pumps account, halberd, HALBERD PUMPS GMBH", "the [customer] account, [customer], [customer]"),
    ("Northwind's order", "[customer]'s order"),
    ("my team North 3", "my team [team]"),
)  # fmt: skip


@pytest.mark.parametrize(("written", "stays"), WRITTEN)
def test_a_name_goes_however_it_is_written(written: str, stays: str) -> None:
    found = scrubbed(written, KNOWN)
    assert found.text == stays
    assert sum(found.taken.values()) == stays.count("[")


def test_a_build_that_looks_for_names_as_listed_leaves_most_of_them() -> None:
    listed = re.compile("|".join(re.escape(name) for name in PEOPLE))
    assert sum(listed.sub("[name]", written) == written for written, _stays in WRITTEN) >= len(WRITTEN) - 5


@pytest.mark.parametrize(
    "words",
    [
        "I will mark the market price and draw a bright future for the buyer.",  # one word more is a customer's name
        "You may call it a long way to the field.",
        "Just in time, and in order.",
        "Ich werde dort an der Liste arbeiten, und noch einmal anrufen.",
        "li is no word, and an initial alone is not R. anything",
        "e.g. two pumps, i.e. z.B. a.m.",
        "أكتب لماذا خسرت وأقرأ ذلك قبل الصفقة التالية",
    ],
)
def test_ordinary_words_stay(words: str) -> None:
    kept = scrubbed(words.replace("bright future", "good day"), KNOWN)
    assert kept.text == words.replace("bright future", "good day")
    assert not kept.taken


def test_what_cannot_be_seen_is_not_kept_even_beside_no_name() -> None:
    marked = "We call\u200b\u200b\u200c again\u2063 on\u00ad Friday\x07."  # a mark by which a copy could be known
    assert scrubbed(marked, KNOWN).text == "We call again on Friday."
    assert scrubbed("two  spaces   and a\r\nline ", KNOWN).text == "two spaces and a\nline"


@pytest.mark.parametrize("written", [written for written, _stays in WRITTEN])
def test_scrubbing_again_changes_nothing(written: str) -> None:
    once = scrubbed(f"{written}. {written[::-1]} {written}", KNOWN).text
    assert scrubbed(once, KNOWN).text == once


def test_a_customer_called_like_a_tag_does_not_touch_tags() -> None:
    awkward = known(["Mr Name"], ["Link", "Phone Number AG"])
    once = scrubbed("Name at Link: www.link.example", awkward).text
    assert once == "[name] at [customer]: [link]"
    assert scrubbed(once, awkward).text == once


def test_an_empty_directory_leaves_words_alone() -> None:
    assert scrubbed("Ask Reo Tanaka.", known(["", " ", "-"], [""], [""])).text == "Ask Reo Tanaka."
