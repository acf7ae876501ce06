"""Shows what was measured as tables on the screen, and writes the same to RESULTS.md, whole or section by section."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measured import Found

RESULTS = Path(__file__).with_name("RESULTS.md")
HEADINGS = ("What", "n", "Median", "Min–max", "Target", "", "Peer", "Peer ÷ ours")


def show(console: Console, name: str, found: Found) -> None:
    """One table, then the remarks."""
    if found.lines:
        table = Table(*HEADINGS, title=name, title_justify="left")
        for line in found.lines:
            style = "red" if line.verdict == "missed" else None
            table.add_row(line.what, *line.cells(), style=style)
        console.print(table)
    if found.text:
        console.print(f"{name}\n{found.text}", markup=False)
    for remark in found.remarks:
        console.print(f"- {remark}", markup=False)
    console.print()


def write(head: list[str], results: dict[str, Found]) -> None:
    """Rewrites RESULTS.md whole."""
    parts = [
        "# Benchmark results",
        "Written by `python -m bench --write`; not edited by hand. README.md says what each benchmark does.",
        "\n".join(f"- {line}" for line in head),
    ]
    parts += [_section(name, found) for name, found in results.items()]
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_some(head: list[str], results: dict[str, Found]) -> None:
    """Puts these sections in place of the older ones, or after the others, each under what it was measured on; no other changes."""
    first, *kept = RESULTS.read_text(encoding="utf-8").rstrip("\n").split("\n\n## ")
    sections = {section.split("\n")[0]: f"## {section}" for section in kept}
    measured_on = "Measured apart from the others. " + ". ".join(head[:4]) + "."
    sections |= {name: _section(name, found, measured_on) for name, found in results.items()}
    RESULTS.write_text("\n\n".join([first, *sections.values()]) + "\n", encoding="utf-8")


def _section(name: str, found: Found, measured_on: str = "") -> str:
    parts = [f"## {name}", *([measured_on] if measured_on else [])]
    if found.lines:
        rows = [[line.what, *line.cells()] for line in found.lines]
        ruler = ["---"] * len(HEADINGS)
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in [list(HEADINGS), ruler, *rows]))
    if found.text:
        parts.append(f"```\n{found.text.strip()}\n```")
    if found.remarks:
        parts.append("\n".join(f"- {remark}" for remark in found.remarks))
    return "\n\n".join(parts)
