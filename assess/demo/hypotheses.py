"""What Meridian expects to set its sales representatives apart, what its leaders believe, and what people told."""

from typing import Any


def _said(name: str, statement: str, **other: Any) -> dict[str, Any]:
    return {
        "name": name, "statement": statement, "family": "rep", "tier": "position", "parent": "", "type": "behaviour",
        "stage": "", "direction": 1, "source": "discussion", "source_note": "", "conflict": "", "reverse_cause": False,
        "reverse_why": "", "circumstances": "", "ethical_risk": "",
    } | other  # fmt: skip


HYPOTHESES: dict[str, dict[str, Any]] = {
    "research": _said(
        "Looks into the customer's business first",
        "Who looks up the customer's business situation before the first contact, in more opportunities, sells more.",
        stage="first_engagement", source="interview",
    ),
    "multithread": _said(
        "Talks to three people or more",
        "Who has real conversations with three or more people on the customer's side, in more opportunities, sells "
        "more.",
        stage="discovery", source="focus_group",
    ),
    "indecision": _said(
        "Helps the customer decide",
        "Who names the customer's worry about deciding and makes the choice smaller or safer sells more.",
        stage="decision", source="literature",
    ),
    "numbers": _said(
        "Knows the figures of the account", "Who knows the figures of an account without looking them up sells more.",
        type="knowledge", source="observation",
    ),
    "pipeline": _said(
        "Keeps a true pipeline", "Who moves on or closes deals that did not move for 30 days sells more.",
        stage="decision", source="literature",
    ),
    "prospect": _said(
        "Protects time for new contacts", "Who spends protected time on new contacts every week sells more.",
        stage="first_engagement", source="leader_belief", tier="position",
    ),
    "customer_care": _said(
        "Checks after the sale", "Who checks that the customer got the result they wanted sells more.",
        stage="after_sale", source="focus_group",
    ),
    "social": _said(
        "Posts on social platforms", "Who posts on social platforms in more weeks sells more.",
        stage="first_engagement", source="vendor", source_note="The offer of a training in social selling.",
        conflict="The trainer earns from every seat, and wrote the study the offer quotes.",
    ),
    "crm_logins": _said(
        "Logs in to the CRM more", "Who logs in to the CRM on more days sells more.", source="vendor",
        source_note="The adoption report of the CRM's maker.", conflict="The maker is paid by the seat.",
        ethical_risk="Log-ins asked for are log-ins made: nothing else need change.",
    ),
    "email_vol": _said("Sends more mail", "Who sends more mail to customers sells more.", source="leader_belief"),
    "early_start": _said(
        "Is on the road by half past eight", "Who leaves for the first customer by half past eight sells more.",
        source="leader_belief", ethical_risk="People who care for others cannot all leave early.",
    ),
    "exec_brief": _said(
        "Brings executives to the briefing centre", "Who brings more executives to the briefing centre sells more.",
        source="leader_belief", circumstances="Rich territories have more customers with executives nearby.",
    ),
    "presales": _said(
        "Uses presales support", "Who has more hours of presales support sells more.", source="leader_belief",
        reverse_cause=True, reverse_why="Support is granted first to those whose forecast is high.",
    ),
    "improv": _said(
        "Improvises in conversations", "Who leaves the script when a conversation asks for it sells more.",
        type="skill", source="observation",
    ),
    "trust": _said(
        "Says what the offer is not good for", "Who says openly what the offer is not good for sells more.",
        stage="first_engagement", source="literature",
    ),
    "openness": _said(
        "A team in which people ask how", "Teams in which people ask and tell how things are done sell more.",
        type="condition", tier="function", source="survey",
    ),
    "coaching_hours": _said(
        "Coaching by the manager", "Teams whose manager coaches for more hours a month sell more.", type="condition",
        tier="function", source="interview", reverse_cause=False,
    ),
    "new_pay_plan": _said(
        "The new pay plan", "Teams on the new pay plan sell more.", type="condition", tier="company",
        source="leader_belief", ethical_risk="A plan that pays for revenue alone may be served with discounts.",
    ),
    "crm_complete": _said(
        "Complete CRM records", "Teams whose records are complete sell more.", type="condition", tier="function",
        source="vendor", conflict="The maker of the CRM sells the clean-up.",
    ),
}  # fmt: skip
#: Asked in surveys: in confidence, and anonymously, under these items and scales.
SURVEYED = {"trust": ("performer_survey", "trust"), "openness": ("conditions", "culture")}
#: Five leaders' orders, what matters most first: social platforms and presales stand high, deciding nowhere.
BELIEFS = (
    ("social", "presales", "prospect", "exec_brief", "numbers"),
    ("presales", "social", "early_start", "prospect", "multithread"),
    ("exec_brief", "prospect", "presales", "crm_logins", "research"),
    ("prospect", "social", "exec_brief", "numbers"),
    ("presales", "prospect", "new_pay_plan", "social", "pipeline", "multithread"),
)


def _told(text: str, action: str = "", result: str = "", **other: str) -> dict[str, str]:
    more = {"kind": "summary", "situation": "", "trace": "", "stage": ""} | other
    return {"text": text, "action": action, "result": result} | more


TOLD = {
    "top": (
        _told("Reads the annual report before calling, and opens with a question about it.",
              "Read the report, asked about the plant that closes", "Got an hour instead of ten minutes",
              stage="first_engagement"),
        _told("“I never rely on one friend in there. Reo Tanaka showed me: the controller, the user, the boss.”",
              "Met controller, user and head of production apart", "Went through when the friend left",
              kind="quote", stage="discovery", trace="Stakeholder map in the CRM"),
        _told("Asks what would make a wrong choice costly, and offers a first step that can be undone.",
              "Offered a pilot on one line", "Signed after two postponements", stage="decision"),
        _told("Says it aloud when a customer cannot decide, and waits.", "Named the worry, left a week",
              "The customer called back with the budget", stage="decision"),
        _told("Keeps an own sheet of each account's figures and knows them by heart.", "Corrected a figure on the spot",
              "The customer's buyer asked for the sheet", trace="Own dashboard"),
        _told("Closes what has not moved for a month, and says so.", "Closed nine of thirty", "Forecast held twice"),
        _told("Calls after six weeks whether the machine does what was promised.", "Called the users, not the buyer",
              "Two new leads", stage="after_sale"),
    ),
    "middle": (
        _told("Sends the price list again when it gets quiet.", "Sent it twice", "No answer", stage="decision"),
        _told("Thinks that posting every week is what brings calls.", stage="first_engagement"),
        _told("Looks at the web site in the car before going in.", "Read the home page", "The customer had a new owner",
              stage="first_engagement"),
        _told("Has one good contact in most accounts and leaves the rest to them.", "Asked the contact to carry it on",
              "Heard of the no in the corridor", stage="discovery"),
        _told("Would sell more with more presales hours; they go to others."),
    ),
}  # fmt: skip
#: What the study lead and the coder of enablement saw in each; an empty code is none of the hypotheses.
CODED = (
    (("research", "research"), ("multithread", "multithread"), ("indecision", "indecision"),
     ("indecision", "indecision"), ("numbers", "numbers"), ("pipeline", "pipeline"),
     ("customer_care", "customer_care")),
    (("indecision", ""), ("social", "social"), ("research", "research"), ("multithread", "multithread"),
     ("presales", "presales")),
)  # fmt: skip
