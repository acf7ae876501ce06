// The parts of the pages' scripts that need no page: orders, counts, links and colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { keep, kept, linkTo, takeLink } from "../../portal/ui/shared/assets/draft.js";
import { lasting, left } from "../../portal/ui/shared/assets/question_fields.js";
import { marked } from "../../portal/ui/shared/assets/question_parts.js";
import { compare } from "../../portal/ui/shared/assets/table.js";

const AREAS = new URL("../../portal/figures/assets/areas.js", import.meta.url);

/** The map page's script is a classic one, so its functions are read as a page reads them. */
function mapScript() {
  const page = vm.createContext({ window: { location: { origin: "https://crime.example" } } });
  vm.runInContext(readFileSync(AREAS, "utf-8"), page);
  return page;
}

const VIEW = {
  classes: "01-1",
  colours: ["#aaa", "#bbb"],
  chosen: [1],
  mark: "#000",
  border: "#ccc",
};

function atAddress(address, act) {
  const replaced = [];
  globalThis.location = new URL(address);
  globalThis.history = { state: null, replaceState: (_state, _title, to) => replaced.push(to) };
  try {
    return { found: act(), replaced };
  } finally {
    delete globalThis.location;
    delete globalThis.history;
  }
}

test("numbers are put in order of size and not of their digits", () => {
  assert.deepEqual([10, 9, 100].sort(compare), [9, 10, 100]);
});

test("a missing value stands after every value", () => {
  assert.deepEqual(["b", null, "a"].sort(compare), ["a", "b", null]);
  assert.ok(compare(undefined, 0) > 0);
});

test("a cell is put in order by its key and not by what it shows", () => {
  const [june, april] = [
    { text: "June 2024", key: "2024-06" },
    { text: "April 2025", key: "2025-04" },
  ];
  assert.deepEqual([april, june].sort(compare), [june, april]);
});

test("an emoji counts as one character of the limit", () => {
  assert.equal(left({ value: "😀" }, 10), "9 characters left");
});

test("too many characters are said as too many", () => {
  assert.equal(left({ value: "x".repeat(1500) }, 200), "1,300 characters too many");
});

test("what is only passing is not kept in the draft", () => {
  const form = { querySelectorAll: () => [{ name: "code" }] };
  assert.deepEqual(lasting(form, { code: "1234", public: "words" }), { public: "words" });
});

test("marks made for earlier words are not drawn on newer ones", () => {
  const board = {
    data: {
      marks: [
        ["Ann", ""],
        [" came", ""],
      ],
    },
  };
  assert.deepEqual(marked(board, "Ann came"), ["Ann", " came"]);
  assert.deepEqual(marked(board, "Ann came back"), ["Ann came back"]);
});

test("a private link gives its reference and code, and leaves the address bar", () => {
  const { found, replaced } = atAddress(
    "https://crime.example/follow?a=1#AB12-CD34.1234-5678-9012",
    takeLink,
  );
  assert.deepEqual(found, { reference: "AB12-CD34", code: "1234-5678-9012", linked: "yes" });
  assert.deepEqual(replaced, ["/follow?a=1"]);
});

test("an ordinary place on a page is not taken for a private link", () => {
  const { found, replaced } = atAddress("https://crime.example/follow#contacts", takeLink);
  assert.equal(found, null);
  assert.deepEqual(replaced, []);
});

test("a private link has its code behind the hash, which browsers never send", () => {
  const { found } = atAddress("https://crime.example/tell", () => linkTo("/follow", "AB12-CD34", "1234"));
  assert.equal(found, "https://crime.example/follow#AB12-CD34.1234");
});

test("a browser that refuses all storage loses the draft and nothing else", () => {
  globalThis.sessionStorage = {
    setItem: () => {
      throw new Error("refused");
    },
    getItem: () => {
      throw new Error("refused");
    },
  };
  assert.equal(keep({ public: "words" }), null);
  assert.equal(kept(), null);
  delete globalThis.sessionStorage;
});

test("an area without a value is dotted, every other has the colour of its class", () => {
  const { fillOf } = mapScript();
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => fillOf(VIEW, index)),
    ["#aaa", "#bbb", "url(#no-value)", "#bbb"],
  );
});

test("only the chosen area has the heavy outline", () => {
  const { styleOf } = mapScript();
  assert.equal(styleOf(VIEW, 1).color, "#000");
  assert.equal(styleOf(VIEW, 1).weight, 3);
  assert.equal(styleOf(VIEW, 0).color, "#ccc");
});

test("an area whose look has not changed is not painted again", () => {
  const page = mapScript();
  page.document = { body: { style: {} } };
  const painted = [];
  const layers = [0, 1, 2, 3].map((at) => ({ setStyle: () => painted.push(at), bringToFront: () => {} }));
  const map = { getContainer: () => ({ style: {} }) };
  const seen = { focus: null, looks: [] };
  page.paint(map, layers, VIEW, seen);
  page.paint(map, layers, { ...VIEW, classes: "11-1" }, seen);
  assert.deepEqual(painted, [0, 1, 2, 3, 0]);
});
