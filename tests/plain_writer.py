"""Somebody who writes in on the plain pages, without a browser: reads each page's form, fills it in and presses a button."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

CONCERN = "concern"


@dataclass
class Form(HTMLParser):
    """The one form of a page, as a browser would send it: fields that are filled or chosen, and the buttons on offer."""

    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    action: str = ""
    _box: str = ""
    _list: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "form" and told.get("method") == "post":
            self.action = told["action"]
        elif tag == "input" and name:
            if told.get("type") not in ("radio", "checkbox") or "checked" in told:
                self.fields[name] = told.get("value", "")
        elif tag == "textarea":
            self._box, self.fields[name] = name, ""
        elif tag == "select":
            self._list = name
        elif tag == "option" and (self._list not in self.fields or "selected" in told):
            self.fields[self._list] = told["value"]
        elif tag == "button" and name == "act":
            self.buttons.append(told["value"])

    def handle_data(self, data: str) -> None:
        if self._box:
            self.fields[self._box] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._box] = self.fields[self._box].removeprefix("\n")
            self._box = ""


def form_of(page: httpx.Response) -> Form:
    form = Form()
    form.feed(page.text)
    return form


@dataclass
class Writer:
    """One browser. `page` is what it shows now; redirects are followed, as browsers do."""

    address: str
    # Whose word the server takes where nothing stands before it, and the address that is called from.
    source: str = ""
    local: str | None = None
    # Where the pages of one of several forces begin.
    folder: str = ""
    browser: httpx.Client = field(init=False)
    page: httpx.Response = field(init=False)

    def __post_init__(self) -> None:
        told = {"X-Forwarded-For": self.source} if self.source else {}
        self.browser = httpx.Client(
            base_url=self.address, follow_redirects=True, timeout=60, headers=told,
            transport=httpx.HTTPTransport(local_address=self.local),
        )  # fmt: skip
        self.open(f"{self.folder}/write")

    def open(self, path: str) -> httpx.Response:
        self.page = self.browser.get(path)
        return self.page

    def press(self, act: str, **values: str) -> httpx.Response:
        """Presses a button, with the form as it stands and what is typed into it now."""
        form = form_of(self.page)
        sent = {**form.fields, "act": act, **values}
        self.page = self.browser.post(form.action, data=sent)
        return self.page

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.page.text, re.S)
        return found[1] if found else ""

    @property
    def path(self) -> str:
        return self.page.url.path

    def codes(self) -> tuple[str, str]:
        """Reference and code, as the receipt shows them."""
        found = re.findall(r"<code>([0-9A-Z-]{9}|[0-9A-Z-]{19})</code>", self.page.text)
        return found[0], found[1]

    def to_check(
        self,
        public: str = "",
        police_only: str = "An invented keeper.",
        area: str = "E07000042",
        **other: str,
    ) -> None:
        """Every step answered, up to the last check."""
        self.open(f"{self.folder}/write?area={area}")
        self.press("choose", answer=other.get("answer", CONCERN))
        self.press("next")
        self.press("next", public=public, police_only=police_only)
        if self.path.endswith("/words"):
            # What points to a person is shown once.
            self.press("next")
        self.press("next", wanted=other.get("wanted", ""))
        contact = {name: other.get(name, "") for name in ("name", "email", "phone")}
        self.press("next", **contact)
        if self.path.endswith("/seen"):
            self.press("next", may_publish=other.get("may_publish", "no"))
        assert self.path.endswith("/check"), (self.path, self.heading)
