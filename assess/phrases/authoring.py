"""Words of writing instruments: drafts, lines, advice, differences."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "engine.INSTRUMENT_TOO_LARGE": _(
        "This has %(found)s items. An instrument here holds at most %(most)s items and %(letters)s letters; divide it."
    ),
    "engine.CATALOGUE_REFUSED": _("This file of translations cannot be read."),
    "draft.changed": _("Somebody changed this draft in the same moment. Go back, reload, and send it again."),
    "draft.pictures_missing": _("Nothing is published: the pictures of these items are not kept here: %(items)s."),
    "draft.faulty": _("This draft cannot be published: %(n)s things in it must be corrected first."),
    "construct.competencies": _("competencies"),
    "construct.cognitive": _("cognitive ability"),
    "construct.emotional": _("emotional competence"),
    "construct.personality": _("personality"),
    "construct.behavioural": _("behavioural traits"),
    "construct.interests": _("occupational interests"),
    "line.NEEDS_LABEL": _("Line %(line)s: there are no words for it."),
    "line.NOT_A_NUMBER": _("Line %(line)s: “%(found)s” is not a number."),
    "line.NOT_WHOLE": _("Line %(line)s: “%(found)s” is not a whole number of points."),
    "line.TOO_MANY_CELLS": _(
        "Line %(line)s has too many bars: “%(found)s”. A bar that belongs to the words is written \\|."
    ),
    "line.NEEDS_BEHAVIOUR": _("Line %(line)s: write points, a bar, and the behaviour."),
    "line.NEEDS_CONDITION": _("Line %(line)s: write an item's code, =, and answers or bounds as in 2..5."),
    "catalogue.TOO_LARGE": _("The file is larger than 5 MB."),
    "catalogue.NOT_UTF8": _("Line %(line)s is not UTF-8 text; save the file as UTF-8."),
    "catalogue.NOT_PO": _("Line %(line)s cannot be read as a PO file."),
    "catalogue.NOT_CSV": _("Line %(line)s cannot be read as CSV; perhaps a quotation mark is not closed."),
    "catalogue.NO_COLUMNS": _("The first line must name the columns text and translation."),
    "catalogue.SHORT_ROW": _("Line %(line)s has fewer columns than the first line."),
    "options.likert": _(
        "A line each: value | label. With the label alone values count 1, 2, 3 … A key turns them round."
    ),
    "options.forced": _(
        "A line each: value | statement | | scale. Write -scale for a statement that speaks against it."
    ),
    "options.choice": _(
        "A line each: value | label | score. With the label alone values count 1, 2, 3 …; scores may be left out."
    ),
    "used.assessment": _("Assessment"),
    "used.campaign": _("Survey"),
    "used.interviews": _("Interviews"),
    "sort.instrument": _("Instrument"),
    "sort.section": _("Section"),
    "sort.item": _("Item"),
    "sort.scale": _("Scale"),
    "change.added": _("added"),
    "change.removed": _("removed"),
    "change.changed": _("changed"),
    "change.moved": _("moved"),
    "effect.NOTHING": _("scores mean the same"),
    "effect.SETTING": _("met differently"),
    "effect.WORDING": _("other words"),
    "effect.KEY": _("other key"),
    "meaning.NOTHING": _("A score means the same in both: nothing differs that somebody answers or that is scored."),
    "meaning.SETTING": _(
        "Questions and keys are the same; their order, time or setting differs. Scores are comparable with care:"
        " look at both groups before you mix them."
    ),
    "meaning.WORDING": _(
        "The keys are the same, but words differ. Whether people understand them alike is not known: do not"
        " mix scores or"
        " use the old norms before you have compared the answers to both."
    ),
    "meaning.KEY": _(
        "The keys differ: a score does not mean the same. Do not compare scores of the two, and gather new norms."
    ),
}

ADVICE: dict[str, LazyString] = {
    "advice.DOUBLE_BARRELLED": _(
        "It seems to ask two things, joined by “%(word)s”. Who agrees with one only cannot answer."
    ),
    "advice.DOUBLE_NEGATIVE": _(
        "It denies twice (%(words)s). People answer such sentences the wrong way round; say it plainly."
    ),
    "advice.NEGATED": _(
        "It denies (%(words)s). Disagreeing with a denial is hard work; can the opposite be said instead?"
    ),
    "advice.ABSOLUTE": _(
        "%(words)s leaves no room: nearly everybody must disagree, and the item tells people little apart."
    ),
    "advice.LONG_ITEM": _("It has %(n)s words; more than %(most)s are hard to hold in mind while choosing an answer."),
    "advice.HARD_ITEM": _(
        "It reads like year %(grade)s of school (Flesch–Kincaid). Shorter words and sentences reach more people."
    ),
    "advice.READING_LEVEL": _(
        "All in all it reads like year %(grade)s of school (Flesch–Kincaid; reading ease %(ease)s of 100)."
        " For people in"
        " general year 5 to 7 is usual."
    ),
    "advice.READING_EASE": _(
        "All in all it reads hard: reading ease %(ease)s of 100, where 60 and more is plain (Flesch, in this language)."
    ),
    "advice.GENDERED": _("%(words)s speaks of one sex only. Use words that fit everybody."),
    "advice.UNBALANCED": _(
        "%(up)s items speak for it and %(down)s against it. With about as many of both, people who agree with anything"
        " do not score high."
    ),
    "advice.ONE_DIRECTION": _(
        "All %(n)s items point the same way: who agrees with anything scores high. Some items that speak"
        " against it help."
    ),
    "advice.UNKEYED": _("It is in no scale: people answer it, and nothing is made of it."),
    "advice.TOO_FEW": _(
        "%(n)s items: expect a standard error of about %(sem)s standard deviations. For %(wanted)s it takes"
        " %(need)s items like these (Spearman–Brown, with an assumed mean correlation of %(r)s between items)."
    ),
    "advice.TOO_FEW.MEASURED": _(
        "%(n)s items: as the version before measured here, expect a standard error of about %(sem)s standard"
        " deviations. For %(wanted)s it takes %(need)s items like these (Spearman–Brown, mean correlation %(r)s)."
    ),
    "advice.SCORES_NOT_RISING": _(
        "The values of its answers do not rise by equal steps, as adding them up takes for granted."
    ),
    "advice.OTHER_ANSWERS": _("It has %(n)s answers where most items here have %(usual)s."),
    "advice.SAME_LABEL": _("Two answers have the same words: “%(label)s”."),
    "advice.UNSCORED_OPTION": _("%(n)s of its answers have no score while others have one."),
    "advice.MANY_POINTS": _("%(n)s points are more than people can tell apart; beyond seven nothing is gained."),
    "advice.SAME_ITEM": _("It says the same, word by word, as item %(other)s."),
    "advice.NEAR_ITEM": _("It says nearly the same as item %(other)s; their agreement would pass for precision."),
    "advice.HEALTH": _(
        "%(words)s: questions about health, disability or mood must not be asked of applicants before an offer (ADA)."
        " Ask about the work instead, or take selection out of the uses."
    ),
    "advice.PROTECTED": _(
        "%(words)s: this touches what employment law protects. An answer must not count in a selection; ask"
        " about the work."
    ),
    "advice.NO_SOURCE": _("It does not say where it comes from."),
    "advice.NO_LICENCE": _("It does not say under which licence it may be used."),
    "advice.NO_NOTICE": _(
        "Nothing is said before the first question: tell people what it is about and how long it takes."
    ),
    "advice.NO_CONSTRUCT": _("It may be used for selection and does not say what it is about."),
    "advice.TOO_LONG": _("%(n)s items take about %(minutes)s minutes; beyond 40 many give up or answer carelessly."),
    "advice.EMPTY_SECTION": _("It has neither items nor words: people would see an empty page."),
    "advice.NO_DIRECTION": _("It does not say what a high score means."),
    "advice.UNTRANSLATED": _("%(n)s texts have no words in %(language)s, so nobody is offered that language yet."),
}

ENTRIES: dict[str, LazyString] = {
    "entry.title": _("title"),
    "entry.code": _("code"),
    "entry.language": _("language"),
    "entry.source": _("source"),
    "entry.licence": _("licence"),
    "entry.uses": _("uses"),
    "entry.status": _("state of the evidence"),
    "entry.notice": _("what is said before"),
    "entry.construct": _("what it is about"),
    "entry.family": _("family"),
    "entry.retest_days": _("days until a retake"),
    "entry.translation": _("translation"),
    "entry.text": _("words"),
    "entry.seconds": _("time limit"),
    "entry.practice": _("for practice"),
    "entry.shuffle": _("shuffled"),
    "entry.when": _("only asked when"),
    "entry.adaptive": _("chosen one by one"),
    "entry.kind": _("kind"),
    "entry.definition": _("what is meant"),
    "entry.questions": _("questions"),
    "entry.probes": _("further questions"),
    "entry.anchors": _("described points"),
    "entry.cues": _("cues"),
    "entry.minimum": _("at least"),
    "entry.maximum": _("at most"),
    "entry.whole": _("whole numbers"),
    "entry.unit": _("unit"),
    "entry.longest": _("longest"),
    "entry.required": _("must be answered"),
    "entry.image": _("picture"),
    "entry.step": _("step"),
    "entry.ends": _("words at the ends"),
    "entry.level": _("how hard"),
    "entry.accepts": _("kinds of file"),
    "entry.expected": _("answers that show attention"),
    "entry.explanation": _("explanation"),
    "entry.problem": _("problem"),
    "entry.section": _("section"),
    "entry.option": _("answer"),
    "entry.label": _("words"),
    "entry.score": _("score of answer"),
    "entry.scale": _("scale of answer"),
    "entry.sign": _("direction of answer"),
    "entry.order": _("order of answers"),
    "entry.key": _("key of item"),
    "entry.low": _("lowest score"),
    "entry.high": _("highest score"),
    "entry.direction": _("what a high score means"),
    "entry.sensitive": _("whether it is sensitive"),
}
