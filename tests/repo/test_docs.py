"""What the documents say of the tree is so: paths exist, the how-tos name what a change touches, decisions have a date."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from portal.domain.reports.report import KINDS
from portal.pipeline.official.lookups import official_tables
from portal.settings import MEANINGS

ROOT = Path(__file__).parents[2]
DOCS = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
# Written in documents and not in the tree, each with its reason.
ELSEWHERE = {
    "var/": "made when it runs",
    "var/packed/": "made when it runs",
    "var/portal.db": "made when it runs",
    "var/demo/": "made when it runs",
    "var/secret.keys": "made when it runs",
    "police_uk/": "official files",
    "lookups/": "official files",
    "boundaries/": "official files",
    "population/": "official files",
    "YYYY-MM/YYYY-MM-<force>-street.csv": "official files",
    "YYYY-MM-<force>-street.csv": "official files",
    "boundaries/lsoa/<code>.geojson": "official files",
    "boundaries/msoa/<code>.geojson": "official files",
    "boundaries_ew/lsoa/<code>.geojson.gz": "official files",
    "boundaries_ew/msoa/<code>.geojson.gz": "official files",
    "boundaries/uk_lad_topo_els.json.gz": "official files",
    "GB.txt": "official files",
    "copy.json": "made by portal export",
    "forces/": "made by portal force new",
    **{name: "official files" for table in official_tables().values() for name in (table.name, *table.also)},
}
_ENDINGS = "py|md|csv|toml|yaml|json|lock|js|css|html|conf|gz|service|geojson|png|txt"
_PATH = re.compile(
    rf"`([\w.<>*-]+(?:/[\w.<>*-]+)*/|(?:[\w.<>*-]+/)*[\w.<>*-]+\.(?:{_ENDINGS})|[a-z]+/[\w.<>*/-]+)`"
)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# How many files each change touches at most, beside its tests and the changelog.
MOST = {
    "A measure": 5, "A page": 5, "A force": 5, "A kind of report": 4, "A statement": 2, "A claim": 2, "A setting": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def tree() -> set[str]:
    """Every file git knows or would take, and every folder with a slash at its end."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    files = listed.stdout.split("\n") if listed.returncode == 0 else []
    files = [name for name in files if name] or [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file() and ".venv" not in path.parts
    ]
    folders = {f"{folder}/" for name in files for folder in Path(name).parents if str(folder) != "."}
    return {name for name in files if (ROOT / name).exists()} | folders


def is_there(named: str, tree: set[str]) -> bool:
    """A path from the top, or the end of one. `<name>` stands for anything."""
    wanted = re.sub(r"<[^>]*>", "*", named)
    if "/" in wanted.rstrip("/") and f"{wanted.split('/')[0]}/" in tree:
        ends = (wanted, f"{wanted}/")
    else:
        ends = (wanted, f"*/{wanted}")
    return any(fnmatch(name, end) for name in tree for end in ends)


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_in_the_tree(document: Path, tree: set[str]) -> None:
    text = document.read_text(encoding="utf-8")
    named = {path for path in _PATH.findall(text) if path not in ELSEWHERE}
    assert sorted(path for path in named if not is_there(path, tree)) == []
    linked = {link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)}
    assert sorted(link for link in linked if not (document.parent / link).exists()) == []


def test_documents_name_paths_at_all_and_every_exception_is_used() -> None:
    named = [path for document in DOCS for path in _PATH.findall(document.read_text(encoding="utf-8"))]
    assert len(set(named)) > 120
    assert sorted(set(ELSEWHERE) - set(named)) == []


def test_every_room_is_in_the_house_and_every_document_is_linked() -> None:
    house = (ROOT / "docs/house.md").read_text(encoding="utf-8")
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("portal/*/__init__.py")}
    rooms |= {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("portal/services/*/__init__.py")}
    assert sorted(room for room in rooms if f"`{room}/`" not in house) == []
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in DOCS if path.parent.name == "docs" and f"docs/{path.name}" not in readme
    ] == []


def howtos() -> dict[str, list[str]]:
    """Title of each how-to to the files its list names."""
    text = (ROOT / "docs/howto.md").read_text(encoding="utf-8")
    found = {}
    for part in text.split("\n## ")[1:]:
        heads = re.findall(r"^- ([^:]+):", part, re.M)
        found[part.split("\n")[0]] = [path for head in heads for path in re.findall(r"`([^`]+)`", head)]
    return found


def test_each_howto_names_few_files() -> None:
    named = howtos()
    assert {title: len(files) <= MOST[title] for title, files in named.items()} == dict.fromkeys(MOST, True)
    assert [title for title, files in named.items() if len(files) < 2] == []


def holding(pattern: str, *folders: str) -> set[str]:
    """Which modules, documents and configurations of the folders hold the pattern."""
    paths = [path for folder in folders for path in ROOT.glob(f"{folder}/**/*")]
    shown = [path for path in paths if path.suffix in (".py", ".md", ".toml", ".html")]
    return {
        path.relative_to(ROOT).as_posix()
        for path in shown
        if re.search(pattern, path.read_text(encoding="utf-8"), re.M)
    }


@pytest.mark.parametrize("setting", sorted(MEANINGS))
def test_howto_of_a_setting_names_every_place_that_lists_one(setting: str) -> None:
    lists = holding(rf'^    "{setting}": "', "portal") | holding(rf"^\| `PORTAL_{setting}` \|", "docs")
    assert lists == {"portal/settings.py", "docs/operations.md"}
    assert sorted(lists - set(howtos()["A setting"])) == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"recorded", "correction"}))
def test_howto_of_a_kind_of_report_names_every_place_that_lists_one(kind: str) -> None:
    """`recorded` is also a measure; `correction` alone goes to the operator and has rules of its own."""
    modules = rf'^\s+"{kind}": (?:"|timedelta)|Answer\("{kind}"|kinds = \[.*"{kind}"'
    lists = holding(modules, "portal") | holding(rf"^\| .*\b{kind}\b.* \| \d+ \|", "docs")
    assert "portal/domain/reports/report.py" in lists
    assert sorted(lists - set(howtos()["A kind of report"])) == []


def test_howto_of_a_page_fits_every_plain_twin_there_is() -> None:
    routes = (ROOT / "portal/api/routes.py").read_text(encoding="utf-8")
    twins = [
        path.stem
        for path in ROOT.glob("portal/api/plain/*_page.py")
        if "ROUTES" in path.read_text(encoding="utf-8")
    ]
    assert len(twins) >= 3
    assert [twin for twin in twins if f"*{twin}.ROUTES" not in routes] == []


def test_every_decision_has_a_heading_with_its_date() -> None:
    whole = (ROOT / "docs/decisions.md").read_text(encoding="utf-8")
    assert [one for one in re.findall(r"^## .*$", whole, re.M) if "2026" in one] == [], (
        "a decision beside the list"
    )
    text = whole.split("## Dependencies")[0]
    headings = re.findall(r"^### (.*)$", text, re.M)
    assert len(headings) >= 38
    month = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert [one for one in headings if not re.match(rf"\d{{1,2}} (?:{month}) 20\d\d: \S", one)] == []
    assert re.findall(r"^\*\*.*$", text, re.M) == [], "a decision without a heading"


def test_version_has_its_section_of_the_changelog_on_top() -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    sections = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert sections[0].split(",")[0] == version
    assert [
        one for one in sections if not re.match(r"\d+\.\d+\.\d+, (in progress|\d{1,2} \w+ 20\d\d)$", one)
    ] == []
