"""Behind the card: what is counted, how it was worked out step by step, and what it rests on."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal.services.checking.card import Card
from portal.services.unrecorded.step import Step

_CELL = "padding:.15rem .8rem .15rem 0;border-bottom:1px solid #8a8f94;text-align:{};font-variant-numeric:tabular-nums"


def show_definition(card: Card) -> None:
    st.header("What is counted")
    for line in card.definition:
        name, _, meaning = line.partition(": ")
        st.markdown(f"- **{name}**: {meaning}")
    st.markdown(f"- **Basis**: {card.figure.basis.sentence}")


def show_working(card: Card) -> None:
    """Each step with its numbers, in the order they were worked out."""
    st.header("How it was worked out")
    items = "".join(f'<li style="margin-bottom:1rem">{_step(step)}</li>' for step in card.steps)
    st.html(f'<ol style="max-width:48rem;padding-left:1.4rem;margin:0">{items}</ol>')


def _step(step: Step) -> str:
    said = f"<strong>{escape(step.title)}.</strong> {escape(step.text)}"
    if not step.rows:
        return said
    head = "".join(
        f'<th scope="col" style="{_CELL.format(_side(at))};font-weight:600">{escape(label)}</th>'
        for at, label in enumerate(step.columns)
    )
    body = "".join(_row(row) for row in step.rows)
    return (
        f'{said}<div style="overflow-x:auto" role="region" tabindex="0" aria-label="{escape(step.title)}">'
        f'<table style="border-collapse:collapse;margin-top:.4rem"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: tuple[str, ...]) -> str:
    weight = "600" if row[0].startswith("Together") else "400"
    first = f'<th scope="row" style="{_CELL.format("left")};font-weight:{weight}">{escape(row[0])}</th>'
    rest = "".join(
        f'<td style="{_CELL.format("right")};font-weight:{weight}">{escape(cell)}</td>' for cell in row[1:]
    )
    return f"<tr>{first}{rest}</tr>"


def _side(at: int) -> str:
    return "left" if at == 0 else "right"


def show_sources(card: Card) -> None:
    """Where it was published, and the tables of this release it was read from, each with its hash."""
    st.header("Where this comes from")
    st.markdown(
        "\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in card.figure.sources)
    )
    with st.expander("The tables it was read from, with their hashes"):
        st.markdown(
            "\n".join(
                f"- **{table.title}** ({table.licences}): `data/{table.path}`, `{table.hash}`"
                for table in card.tables
            )
        )
