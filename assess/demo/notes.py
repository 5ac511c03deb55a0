"""What do interviewers write down beside a rating?"""

import numpy as np

#: For each competency, notes behind a low, a middle and a high rating.
NOTES = {
    "discovery": (
        (
            "Went to the product after two minutes.",
            "Asked about budget only, twice.",
            "Could not say who uses it today.",
        ),
        ("Asked the list in order, did not follow up.", "Found the project, not the reason behind it."),
        (
            "Asked what happens if nothing changes, then waited.",
            "Drew the process with the customer and found the delay.",
        ),
    ),
    "preparation": (
        (
            "Had not opened the annual report.",
            "Mixed up the two sites.",
            "No plan for the meeting beyond an introduction.",
        ),
        ("Knew the site and the CRM notes.", "Agenda sent, no question prepared."),
        ("Came with two guesses about the business and tested both.", "Had called a user beforehand and quoted her."),
    ),
    "deciding": (
        ("Offered ten percent after the second silence.", "Said customers need a push.", "Sent a third brochure."),
        ("Asked what holds them back, answered the objections.", "Compared two options when asked to."),
        (
            "Named the worry first and split the order into a pilot.",
            "Asked what a wrong choice would cost, brought a reference.",
        ),
    ),
    "pipeline": (
        (
            "Deals stay open until the customer calls.",
            "Forecast from memory, off by half.",
            "No next step in three deals.",
        ),
        ("Cleans up at the end of the quarter.", "Next steps dated, no reason for the stage."),
        ("Closed eleven dead deals in spring and said why.", "Every deal has a date agreed with the customer."),
    ),
    "care": (
        (
            "Hands over at signature.",
            "Did not know whether the line runs.",
            "Calls the service team a different department.",
        ),
        ("Calls after installation.", "Looks in when a complaint comes."),
        (
            "Checked after 60 days whether the promised saving came.",
            "Told the customer what our offer is not good for.",
        ),
    ),
}


def note(competency: str, score: int, rng: np.random.Generator) -> str:
    """A short note that fits a rating of 1–5 on this competency."""
    level = 0 if score <= 2 else 1 if score == 3 else 2
    choices = NOTES[competency][level]
    return choices[int(rng.integers(len(choices)))]
