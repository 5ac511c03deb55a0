"""Some reps say something in their own words; the study lead makes themes of it, and opens one question."""

import random

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.actions.comments import allow, comment, file_comments, mark, name_customers, open_standing
from assess.campaigns.actions.themes import put, release_themes, write_theme
from assess.campaigns.models import Campaign, Comment, CommentBox
from assess.campaigns.queries.comments import directory
from assess.campaigns.tasks.comments import weeks
from assess.demo.campaign import COMMENTS
from assess.people.models import Account

CUSTOMERS = ("Halberd Pumps GmbH", "Northwind Anlagenbau", "Project Kestrel")
#: What others add to the seven of the survey's story.
MORE = (
    "A page with who decides and when; I fill it in while they watch.",
    "I tell them on the first call what it will not do. Saves weeks.",
    "My manager reads one lost deal a month with us. That helps most.",
    "I phone buyers three months later, nobody asks me to.",
    "The figures in the portal are stale, so I export them myself every Monday.",
    "Draw the decision with them, leave the drawing there.",
)
#: (title, what people say, beginnings of the comments behind it)
THEMES = (
    ("Drawn together", "Some sketch with the customer who decides what, and leave the sketch behind.",
     ("I draw the decision", "A page with who", "Draw the decision")),
    ("Candour about limits", "Saying at the start where the product falls short is told as time saved, not lost.",
     ("I say early", "I tell them on the first", "I write down why", "My manager reads")),
    ("Own figures beside the report", "Official figures come late, so people keep their own.",
     ("I keep my own list", "The figures in the portal", "Before a first meeting")),
    ("Staying in touch after the sale", "People ring buyers on their own account to hear how it goes.",
     ("Fridays I call", "I phone buyers", "Ask [name]")),
)  # fmt: skip
#: What has come to the standing question so far: ten are laid before the reviewer.
TOLD = (
    "Before I quote I ask the fitter what broke last time.",
    "I book the next meeting before this one ends.",
    "I send the summary as a voice message, they listen in the car.",
    "Ask Reo Tanaka; his checklist for site visits is better than ours.",
    "I keep a folder of photos of installed machines.",
    "Half an hour on Sunday with the map of my week.",
    "I rehearse the price with a colleague from service.",
    "A list of people who left a customer and where they went.",
    "I let the customer's engineer write the specification.",
    "I read their annual report for the word “capacity”.",
    "On Fridays I close what will never happen.",
)


def take_comments(session: Session, lead: Account, campaign: Campaign) -> None:
    """Before the survey is launched: it takes comments, and the names of customers are taken out of them."""
    name_customers(session, lead.pseudonym, CUSTOMERS)
    allow(session, lead.pseudonym, campaign)


def comment_on(session: Session, campaign: Campaign) -> None:
    """Thirteen people add something; one of them names a colleague, his address and an account."""
    _say(session, _box(session, campaign), (*COMMENTS, *MORE), "")


def make_themes(session: Session, lead: Account, campaign: Campaign) -> None:
    """When the survey is over: the comments are read together and leave as four themes."""
    box = _box(session, campaign)
    file_comments(session, box, _order(), weeks())
    names = directory(session)
    read = dict(session.execute(select(Comment.id, Comment.text).where(Comment.box == box.code)).all())
    for title, paraphrase, beginnings in THEMES:
        theme = write_theme(session, box, names, None, title, paraphrase)
        put(session, box, theme, [id for id, said in read.items() if said.startswith(beginnings)])
    release_themes(session, lead.pseudonym, box)
    session.commit()


def ask_everybody(session: Session, lead: Account) -> None:
    """The standing question is open, and eleven people have come; their words wait for the study lead."""
    box = open_standing(session, lead.pseudonym, third_party=False)
    _say(session, box, TOLD, weeks()[0])
    file_comments(session, box, _order(), weeks())
    session.commit()


def _say(session: Session, box: CommentBox, said: tuple[str, ...], week: str) -> None:
    names = directory(session)
    for place, words in enumerate(said):
        ticket = mark("demo", box.code, week, str(place))
        comment(session, box, names, words, place % 2 == 0, ticket, _order())
    session.commit()


def _box(session: Session, campaign: Campaign) -> CommentBox:
    return session.scalars(select(CommentBox).where(CommentBox.campaign_id == campaign.id)).one()


def _order() -> random.Random:
    secret: str = current_app.config["EXEMPLAR"].derived("order of demo comments")
    return random.Random(secret)  # noqa: S311 order of invented comments
