"""Words the rules look for, by language; a language without words for a rule is not judged by it.

The words are patterns that match whole words in small letters.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

Words = Mapping[str, tuple[str, ...]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s*,\s*", text.strip()))


#: Words that join what may be two questions.
JOINING: Words = {
    "en": _words(r"""
        and, or, and/or
    """),
    "de": _words(r"""
        und, oder, bzw
    """),
    "es": _words(r"""
        y, e, o, u
    """),
}
#: What often stands before a second verb.
SUBJECTS: Words = {
    "en": _words(r"""
        i, we, they, you, he, she
    """),
    "de": _words(r"""
        ich, wir, sie, er, es, man
    """),
    "es": _words(r"""
        yo, nosotros, nosotras, ellos, ellas, usted, él, ella
    """),
}
#: Frequent verbs of statements about oneself; a statement that joins two of them asks two things.
VERBS: Words = {
    "en": _words(r"""
        am, accept, act, adapt, admit, adjust, agree, aim, allow, answer, apply, approach, argue, arrange, ask,
        avoid, be, become, begin, believe, bring, build, call, can, care, carry, challenge, change, check,
        choose, come, complete, consider, continue, control, convince, cope, deal, decide, deliver, depend,
        develop, discuss, do, enjoy, expect, explain, feel, find, finish, follow, forget, get, give, go, handle,
        have, hear, help, hold, ignore, improve, inspire, keep, know, lead, learn, leave, let, like, listen,
        look, lose, love, make, manage, meet, miss, motivate, need, notice, offer, open, organise, organize,
        persuade, plan, prefer, prepare, present, push, put, question, read, recover, reach, react, recognise,
        recognize, relax, remain, remember, respond, risk, say, search, see, seek, sell, send, set, share, show,
        solve, speak, spend, stand, start, stay, stick, stop, stress, struggle, support, take, talk, tell, tend,
        test, think, tolerate, track, trust, try, turn, understand, use, wait, want, watch, wonder, work, worry,
        write
    """),
}
#: What denies.
NEGATIONS: Words = {
    "en": _words(r"""
        not, no, never, nobody, nothing, none, neither, nor, without, hardly, cannot, rarely, \w+n['’]t
    """),
    "de": _words(r"""
        nicht, nie, niemals, kein(e|en|em|er|es)?, niemand(en|em)?, nichts, ohne, kaum, weder
    """),
    "es": _words(r"""
        no, nunca, jamás, nadie, nada, ningún, ninguna?s?, sin, apenas, tampoco
    """),
}
#: What turns a statement into its opposite where it stands near the beginning.
DENIALS: Words = {
    "en": _words(r"""
        not, never, cannot, \w+n['’]t
    """),
    "de": _words(r"""
        nicht, nie, niemals, kein(e|en|em|er|es)?
    """),
    "es": _words(r"""
        no, nunca, jamás
    """),
}
#: Words that are half a negation already.
NEGATIVE_PARTS: Words = {
    "en": _words(r"""
        un(able|willing|likely|comfortable|happy|important|necessary|clear|fair|sure), fail(s|ed)? to,
        lack(s|ed)?, avoid(s|ed)?, refuse(s|d)?, dislike(s|d)?, impossible, disagree(s|d)?
    """),
    "de": _words(r"""
        un(fähig|möglich|wichtig|nötig|klar|sicher|wohl|gern)(e|en|er|es)?, vermeide, weigere, fehlt
    """),
    "es": _words(r"""
        incapaz, imposible, innecesari[oa], evito, rechazo, falta
    """),
}
#: Words that few people can honestly agree with, or disagree.
ABSOLUTES: Words = {
    "en": _words(r"""
        always, never, all, every, everyone, everybody, everything, only, completely, totally, absolutely
    """),
    "de": _words(r"""
        immer, nie, niemals, alle(n|r|s)?, jede(n|m|r|s)?, jedesmal, nur, völlig, absolut
    """),
    "es": _words(r"""
        siempre, nunca, jamás, tod[oa]s?, cada, sólo, solo, totalmente
    """),
}
#: One sex only, where people of every sex are meant.
GENDERED: Words = {
    "en": _words(r"""
        he, him, his, himself, she, her, hers, herself,
        (sales|chair|fore|spokes|business|work|trades|repair)m[ae]n, manpower, man-hours?, guys, girls
    """),
}
#: Health, disability, mood and medicine: not to be asked before an offer (42 U.S.C. § 12112(d); 29 CFR 1630.13).
HEALTH: Words = {
    "en": _words(r"""
        health, healthy, illness(es)?, ill, sick(ness)?, disease, disabilit(y|ies), disabled, medication,
        medicine, medical, doctor, hospital, therap(y|ist), psychiatr\w+, depress(ed|ion|ive), anxiety, panic,
        suicid\w+, insomnia, headaches?, pain, handicap\w*, allerg\w+, addict\w*, alcohol, drunk, drugs?,
        hopeless, worthless, hear(ing)? voices, mental(ly)?, nightmares?, mood swings?, feel blue, weight,
        injur(y|ies|ed), compensation claims?, pregnan\w+
    """),
    "de": _words(r"""
        gesundheit\w*, krank\w*, behinder\w*, medikament\w*, arzt, ärzt\w+, therap\w+, depress\w+, angststör\w+,
        panik, suizid\w*, schlaflos\w*, kopfschmerz\w*, schmerz\w*, allerg\w+, sucht\w*, alkohol, drogen,
        hoffnungslos\w*, wertlos, psychisch\w*, schwanger\w*
    """),
    "es": _words(r"""
        salud, enferm\w+, discapaci\w+, medicamentos?, médic[oa]s?, terapia, depres\w+, ansiedad, pánico,
        suicid\w+, insomnio, dolor(es)?, alergi\w+, adicci\w+, alcohol, drogas?, embaraz\w+
    """),
}
#: What employment law protects (42 U.S.C. § 2000e-2; 29 U.S.C. § 623; 42 U.S.C. § 2000ff; Directive 2000/78/EC).
PROTECTED: Words = {
    "en": _words(r"""
        religio\w+, church, mosque, synagogue, pray(er|ers|ing)?, god, bible, faith, race, ethnic\w*,
        nationality, citizen(ship)?, native language, mother tongue, born in, age, years old, date of birth,
        retire(ment)?, gender, sex, sexual\w*, gay, lesbian, husband, wife, spouse, married, marriage, marital,
        divorced?, children, child ?care, genetic\w*, family history, political party, vote(d|s)?, trade union,
        arrest(ed|s)?, veteran
    """),
    "de": _words(r"""
        religi\w+, kirche, moschee, beten?, gott, glaube, herkunft, staatsangehörig\w+, muttersprache, alter,
        geburtsdatum, geschlecht, sexuell\w*, ehemann, ehefrau, verheiratet, geschieden, kinder, partei,
        gewerkschaft\w*, genetisch\w*
    """),
    "es": _words(r"""
        religi\w+, iglesia, mezquita, rezar?, dios, raza, étnic[oa], nacionalidad, lengua materna, edad, fecha
        de nacimiento, sexo, sexual\w*, marido, esposa?, casad[oa], divorciad[oa], hijos, partido, sindicato,
        genétic[oa]
    """),
}


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def found(table: Words, language: str, text: str) -> tuple[str, ...]:
    """The words of that table which stand in the text, as written but small, each once."""
    words = table.get(language.partition("_")[0])
    if not words:
        return ()
    return tuple(dict.fromkeys(match.group() for match in pattern(words).finditer(text.lower())))


def tokens(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower())


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word."""
    return [part for part in re.split(r"[.!?…:;]+\s+|\n+", text) if tokens(part)]


def listed(words: Iterable[str]) -> str:
    """Words for a sentence."""
    return ", ".join(f"“{word}”" for word in words)
