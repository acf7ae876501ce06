"""Words that call a certain person a criminal. Things ("a corrupt file", "a burglar alarm") and unknown people are left alone."""

from __future__ import annotations

from portal.services.details.folding import AnyCase, Folded
from portal.services.details.kinds import Candidates

_CRIMINAL = (
    r"thief|thieves|burglars?(?! alarm)|robbers?|rapists?|paedophiles?|pedophiles?|murderers?|fraudsters?|drug dealers?|(?:drug )?dealer"
    r"|abusers?|stalkers?|arsonists?|criminals?|crooks?"
)
_WHO = r"(?:he|she|they|you|who|neighbours?|man|woman|lad|boy|guy|bloke|landlord|tenant|officer|inspector|son|brother|father|partner|husband|wife|family)"
_CALLED = AnyCase(
    rf"\b{_WHO}(?: (?:next door|there|upstairs|downstairs))?(?:'s| is| are|'re| was| were) (?:(?:a|an|the|all|just|known|local|only|nothing but|both|total|complete|bloody) ){{0,3}}(?P<what>{_CRIMINAL})\b"
)
_CORRUPT = AnyCase(
    r"\b(?P<what>corrupt) (?:officers?|coppers?|police(?:man|men|woman)?|constables?|inspectors?|sergeants?|councillors?|mayor|officials?|pc|judge)\b"
    r"|\b(?:he|she|they|police|officers?|constable|inspector|sergeant|councillors?|mayor|pc \w+|mr \w+|mrs \w+)(?:'s| is| are|'re| was| were) "
    r"(?:(?:all|totally|completely|as|clearly|so) ){0,2}(?P<that>corrupt)\b"
)
_DOES = AnyCase(
    rf"\b{_WHO}(?: (?:also|always|openly|often|regularly|clearly))? (?P<what>took bribes|takes bribes|stole from|steals from|beats (?:his|her|their|my|up)|(?:is |was |are |were )?(?:dealing|selling) (?:drugs|heroin|cocaine|crack)|deals? (?:drugs|heroin|cocaine|crack)|raped)\b"
)


def accusations(folded: Folded) -> Candidates:
    for match in folded.find(_CALLED, _CORRUPT, _DOES):
        yield *match.span(match.lastgroup or 0), "accusation"
