"""Somebody invited is spoken to in the language they began in: on every device, in refusals and in mails."""

import re

from flask import Flask
from sqlalchemy.orm import Session

from assess.delivery.tasks.letters import send_reminder
from tests.assess.delivery.courses import course, translated
from tests.assess.test_i18n import GERMAN, spoken


def test_the_language_begun_in_is_spoken_on_every_device(sit) -> None:
    me = sit(translated(course(), "ar"), begin=False)
    assert spoken(me.client.get("/take/", headers=GERMAN).text) == ("de", "ltr")
    me.begin(language="ar")
    page = me.device().get("/take/1/warm", headers=GERMAN).text
    assert spoken(page) == ("ar", "rtl") and "تمرين – لا يُحتسب" in page


def test_before_beginning_the_language_chosen_on_the_page_is_spoken_and_ticked(sit) -> None:
    me = sit(translated(course(), "ar", "de"), begin=False)
    me.client.post("/people/language", data={"language": "ar", "back": "/take/"})
    page = me.client.get("/take/", headers=GERMAN).text
    assert spoken(page) == ("ar", "rtl")
    assert re.search(r'value="ar" checked', page) and not re.search(r'value="de" checked', page)


def test_what_is_refused_is_said_in_that_language_too(sit) -> None:
    me = sit(translated(course(), "ar"), begin=False)
    me.begin(language="ar")
    me.client.post("/take/leave", data={"erase": "yes"})
    answer = me.device().post("/take/begin", headers=GERMAN)
    assert (answer.status_code, spoken(answer.text)) == (410, ("ar", "rtl"))
    assert "لقد انسحبت من هذا التقييم" in answer.text


def test_mails_come_in_the_language_begun_in(app: Flask, sit, session: Session) -> None:
    me = sit(translated(course(), "de"), begin=False)
    me.begin(language="de")
    send_reminder(session, me.invitation.id, me.invitation.reminded)
    mail = app.extensions["mailman"].outbox[-1]
    assert "Guten Tag Candidate 1,\n\n„Course“ schließt am 20" in mail.body and "ist bis 20" in mail.subject


def test_the_notice_names_what_is_asked_in_the_language_of_the_page(sit) -> None:
    me = sit(translated(course(), "de"), begin=False)
    page = me.client.get("/take/", headers=GERMAN).text
    assert "<strong>de: A course</strong>" in page
    assert "<strong>A course</strong>" in me.get("")
