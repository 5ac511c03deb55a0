"""Which voluntary questions are asked: shipped sets, a company's own, and files refused with place and reason."""

from pathlib import Path

import pytest

from assess.app import create_app
from assess.config import Settings
from assess.phrases import WORDS
from assess.vault.models import KEPT_BYTES, Questionnaire, QuestionsRefused, questionnaire
from assess.vault.models.questions import LONGEST_CODE, MOST_QUESTIONS

GOOD = 'code = "caring"\nwords = "Do you care for somebody?"\nanswers = [{ code = "yes", words = "Yes" }, '
NO = '{ code = "no", words = "No" }]\n'


def own(tmp_path: Path, words: str) -> Questionnaire:
    path = tmp_path / "own.toml"
    path.write_text(words)
    return questionnaire(str(path), WORDS)


def test_race_is_asked_in_the_united_states_only() -> None:
    assert [question.code for question in questionnaire("general", WORDS).questions] == ["sex", "age", "disability"]
    us = questionnaire("us", WORDS)
    assert [question.code for question in us.questions] == ["sex", "race", "age", "disability"]
    assert us.crossed == (("sex", "race"),)
    assert us.questions[0].codes == ("female", "male", "another", "undisclosed")
    assert len(us.questions[1].codes) == 8, "the seven of 29 CFR § 1602.7, and not saying"


def test_nothing_is_asked_where_nothing_is_wanted() -> None:
    assert questionnaire("none", WORDS) == Questionnaire()


def test_own_questions_bring_their_words_and_may_use_ours(tmp_path: Path) -> None:
    found = own(
        tmp_path,
        'crossed = [["caring", "sex"]]\n[[questions]]\n' + GOOD + NO
        + '[[questions]]\ncode = "sex"\nanswers = [{ code = "female" }, { code = "male" }, '
        '{ code = "diverse", words = { de = "Divers", en = "Diverse" } }]\n',
    )  # fmt: skip
    assert [question.codes for question in found.questions] == [
        ("yes", "no", "undisclosed"), ("female", "male", "diverse", "undisclosed"),
    ]  # fmt: skip
    assert found.questions[1].answers[2].words == {"de": "Divers", "en": "Diverse"}
    assert found.crossed == (("caring", "sex"),)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "own.toml: questions: must be a list of tables"),
        ("questions = []", "own.toml: questions: there are 0; 1 to 8 are possible"),
        ("colour = 1", "own.toml: file: colour means nothing here; known are crossed, questions"),
        ("[[questions]]\ncode = 'Sex'", "own.toml: question 1: code 'Sex' must be 1–40 small letters"),
        ("[[questions]]\ncode = 'sex'\nanswers = [{code='female'}]", "question 1 (sex): answers: there are 1; 2 to 40"),
        (
            "[[questions]]\ncode = 'sex'\nanswers = [{code='female'}, {code='robot'}]",
            "question 1 (sex): answer 2 (robot): needs words",
        ),
        ("[[questions]]\n" + GOOD + "{ code = 'undisclosed', words = 'No' }]", "“undisclosed” is added by itself"),
        ("[[questions]]\n" + GOOD + "{ code = 'yes', words = 'Aye' }]", "question 1 (caring): yes stands there twice"),
        ("[[questions]]\n" + GOOD + "{ code = 'no', words = {} }]", "answer 2 (no): needs words"),
        ("[[questions]]\n" + GOOD + NO + "[[questions]]\n" + GOOD + NO, "questions: caring stands there twice"),
        ("crossed = [['caring', 'race']]\n[[questions]]\n" + GOOD + NO, "is no pair of the questions caring"),
        ("crossed = [['caring', 'caring']]\n[[questions]]\n" + GOOD + NO, "caring is paired with itself"),
        ("crossed = 'all'\n[[questions]]\n" + GOOD + NO, "crossed: must be a list of pairs"),
        ("[[questions]", "own.toml: cannot be read as TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_reason(
    tmp_path: Path, words: str, complaint: str
) -> None:
    with pytest.raises(QuestionsRefused) as refused:
        own(tmp_path, words)
    assert complaint in str(refused.value)


@pytest.mark.parametrize("choice", ["nowhere", "/no/such/file.toml"])
def test_the_server_does_not_start_on_questions_that_are_not_there(settings: Settings, choice: str) -> None:
    with pytest.raises(QuestionsRefused, match="no such set of voluntary questions"):
        create_app(settings.model_copy(update={"vault_questions": choice}))


def test_the_most_that_can_be_said_fits_the_size_all_boxes_have() -> None:
    longest = "x" * LONGEST_CODE
    assert len(f'{{"{longest}": "{longest}"}}, ') * MOST_QUESTIONS <= KEPT_BYTES
