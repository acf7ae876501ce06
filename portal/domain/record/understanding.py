"""Seven questions on what the figures mean, each with its answer and the place that says it.

They name no place and no number, so they hold for every force and every release. An id is never used again for another
question: the totals kept under it would then be of two questions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TestQuestion:
    """`right` is the position of the true choice; `page` and `where` name the place that says it."""

    question_id: str
    asks: str
    choices: tuple[str, ...]
    right: int
    answer: str
    page: str
    where: str


QUESTIONS = (
    TestQuestion(
        "recorded",
        "A page says that police recorded 100 crimes. What do the 100 stand for?",
        ("Every crime that happened", "The crimes police wrote down as crimes", "The crimes that went to court"),
        1,
        "Only what police wrote down. Many crimes are never reported, and some that are reported are never recorded.",
        "recording",
        "Recording, “From what happened to this map”",
    ),
    TestQuestion(
        "who-checked",
        "Who checked how many crimes are missing from the record of your town?",
        ("Nobody", "The inspectors", "The police"),
        0,
        "Nobody has checked a town or a sector. Inspectors checked the whole force, and we apply what they found to each place.",
        "/",
        "Your area, the line over the columns",
    ),
    TestQuestion(
        "taller-top",
        "One town has a taller hatched top than another. What does that show?",
        ("Its police leave out more", "More crime was recorded there for each person", "It is less safe"),
        1,
        "The same rate is used everywhere, so the top is taller only where more was recorded. It says nothing about how well "
        "a place records.",
        "/",
        "Your area, the line over the columns",
    ),
    TestQuestion(
        "range",
        "It says that between 200 and 300 more crimes may be missing. How should you read it?",
        ("It was certainly 250", "It was certainly between the two", "Most likely between the two, if what we assume holds"),
        2,
        "A range can miss. It holds under a condition that stands beside it, and an error in the check itself is outside it.",
        "recording",
        "Recording, “What this cannot say”",
    ),
    TestQuestion(
        "missing-month",
        "The police sent no files for a month. What do we count for it?",
        ("Nothing: the month is missing", "No crimes", "The average of the months around it"),
        0,
        "A month without files is missing from every figure. It is never counted as a month without crime.",
        "/",
        "Your area, “Which months are held”",
    ),
    TestQuestion(
        "town-centre",
        "A town centre has twice as many crimes for every 1,000 people. Is a person who lives there twice as likely to be a victim?",
        ("Yes", "No, because the police are stricter there", "Not necessarily: many who are there live somewhere else"),
        2,
        "The rate divides by the people who live there. Shoppers, workers and visitors are not among them.",
        "/",
        "Your area, the notes under the first sentence",
    ),
    TestQuestion(
        "newer-year",
        "Inspectors checked one year. What do their findings tell us about the year after?",
        ("The same share is missing", "Less is missing, because police learn", "Nothing for certain: nobody checked that year"),
        2,
        "An estimate is for the year that was checked. For other years we only show what each known rate would mean.",
        "recording",
        "Recording, “How much of what is reported is recorded?”",
    ),
)  # fmt: skip
