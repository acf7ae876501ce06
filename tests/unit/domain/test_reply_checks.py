"""A number about crime without its period and its source is warned of; what is no figure is not."""

from __future__ import annotations

import pytest

from portal.domain.desk.reply_checks import find_faults, missing_prompts
from portal.domain.desk.reply_claims import find_claims, find_figures
from portal.services.desk.reply_help import all_templates

GOOD = "Police recorded 40 burglaries in Tiverton from January to December 2025 (source: data.police.uk)."


@pytest.mark.parametrize(
    "words",
    [
        "Burglary fell by 12%.",
        "There were 40 burglaries in Tiverton.",
        "One in five crimes is not recorded.",
        "We made three arrests.",
        "Crime is 51.6 per 1,000 residents.",
        "Reports of anti-social behaviour halved.",
        "There were 1,204 reported incidents in 2025.",
        "According to police.uk there were 40 thefts.",
        f"{GOOD}\n\nIn other words, 40 burglaries.",
        "Thefts rose to 90 last year.",
    ],
)
def test_figure_without_period_or_source_is_warned_of_and_stops_nothing(words: str) -> None:
    assert find_claims(words)
    assert find_faults(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        GOOD,
        "The inspectorate found that 81.5% of reported crime was recorded in 2015/16.",
        "Our own records show 12 calls about this between 2024-03 and 2024-05.",
        "I will come on Friday 3 December at 19:30, and ring you on 01632 960 001.",
        "Call 101, or 999 in an emergency.",
        "Your crime reference is CR/012345/26.",
        "Two officers will walk down Invented Road three times a week.",
        "Thank you. We have spoken to the council about the lamp at number 7.",
        "Your crime number 123456 cases closed.",
    ],
)
def test_words_without_figures_and_figures_with_both_are_not_warned_of(words: str) -> None:
    assert find_claims(words) == ()


def test_warning_names_the_figure_and_what_it_lacks() -> None:
    (claim,) = find_claims("Crime fell by 12%, according to the council.")
    assert claim.piece == "Crime fell by 12%"
    assert claim.why == "A number about crime needs the period it is for in the same paragraph"
    assert find_figures("fell by 12% and 40 thefts") == ["12%", "40 thefts"]


def test_long_text_is_checked_in_time_that_grows_with_it() -> None:
    assert find_claims("one two three four " * 210) == ()
    assert find_claims("crime we have " * 300) == ()
    assert find_faults("x" * 4001)


def test_prompts_name_what_is_missing_and_never_stop_a_reply() -> None:
    assert len(missing_prompts("No.")) == 4
    full = "Thank you. You say cars race here. We will be there on Friday. Ring 101 to reach us."
    assert missing_prompts(full) == ()
    assert find_faults("No.") == ()


@pytest.mark.parametrize("template", all_templates(), ids=lambda one: one.name)
def test_template_does_the_four_things_and_leaves_nothing_to_send_unread(template) -> None:
    filled = template.text.format(sector="Nowhere", reference="AB12-CD34", team="Team", figure=GOOD)
    assert missing_prompts(filled) == ()
    assert "Fill in or take out what stands in square brackets" in find_faults(filled)
    assert find_claims(filled) == ()
