"""A claim card as schema.org ClaimReview, for machines that read pages. It carries no rating: no card gives one."""

from __future__ import annotations

from typing import Any

from portal.services.both_sides.claims import Claim


def claim_path(claim: Claim) -> str:
    """The card's own page, which holds nothing else."""
    return f"/claim/{claim.claim_id}"


def claim_review(claim: Claim, public_url: str, publisher: str) -> dict[str, Any]:
    """The JSON-LD object of one claim. A speaker who is a person is a Person; a newspaper or body is not."""
    kind = {"person": "Person", "organisation": "Organization"}[claim.author_kind]
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": public_url.rstrip("/") + claim_path(claim),
        "claimReviewed": claim.claim,
        "datePublished": claim.reviewed_on,
        "inLanguage": "en-GB",
        "author": {"@type": "Organization", "name": publisher, "url": public_url},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": kind, "name": claim.author_name},
            "datePublished": claim.said_on,
            "appearance": {"@type": "CreativeWork", "name": claim.source_title, "url": claim.source_url},
        },
        "reviewBody": " ".join(filter(None, (claim.sentence, claim.conditioned_on, claim.finding))),
        "citation": [line.source_url or line.source_title for line in claim.evidence],
        "temporalCoverage": claim.said_on,
    }
