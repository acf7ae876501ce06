// The parts of the pages' scripts that need no page: orders, counts, links and colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { isLeaving, isTyping, moved } from "../../portal/ui/shared/assets/desk.js";
import { forget, keep, kept, keptChange, linkTo, takeLink } from "../../portal/ui/shared/assets/draft.js";
import { lasting, left } from "../../portal/ui/shared/assets/question_fields.js";
import { marked } from "../../portal/ui/shared/assets/question_parts.js";
import { folded, matching } from "../../portal/ui/shared/assets/suggest.js";
import { compare, ordered } from "../../portal/ui/shared/assets/table.js";

const SCRIPTS = ["areas.js", "around.js"].map(
  (name) => new URL(`../../portal/figures/assets/${name}`, import.meta.url),
);

/** The map page's script is a classic one, so its functions are read as a page reads them. */
function mapScript() {
  const page = vm.createContext({ window: { location: { origin: "https://crime.example" } } });
  for (const script of SCRIPTS) vm.runInContext(readFileSync(script, "utf-8"), page);
  return page;
}

const VIEW = {
  classes: "01-1",
  colours: ["#000000", "#ffffff"],
  inks: { full: ["#000000", "#ffffff"], faint: ["#888888", "#eeeeee"], dots: "dots" },
  chosen: [1],
  focus: [0, 1, 2],
  theme: "light",
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

test("an area without a figure stands last whichever way a column is put in order", () => {
  const rows = [3, null, 10, 1, null].map((value, at) => ({ values: [at, value], code: `${at}` }));
  const inOrder = (column, sign) => ordered(rows, { column, sign }).map(({ values }) => values[1]);
  assert.deepEqual(inOrder(1, 1), [1, 3, 10, null, null]);
  assert.deepEqual(inOrder(1, -1), [10, 3, 1, null, null]);
  assert.deepEqual(inOrder(null, 1), [3, null, 10, 1, null]);
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

test("keys of a report wait once the address names another", () => {
  assert.equal(isLeaving("AB12-CD34", "?report=AB12-CD34"), false);
  assert.equal(isLeaving("AB12-CD34", "?report=EF56-GH78"), true);
  assert.equal(isLeaving("AB12-CD34", ""), true);
  assert.equal(isLeaving("", "?report=AB12-CD34"), true);
  assert.equal(isLeaving("", "?kind=thanks"), false);
});

test("an area without a value is dotted, every other has the colour of its class", () => {
  const { fillOf } = mapScript();
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => fillOf(VIEW, index, index < 3)),
    ["#000000", "#ffffff", "dots", "#eeeeee"],
  );
});

test("a colour outside the open sector keeps its share over the bare land", () => {
  const { mixed } = mapScript();
  assert.equal(mixed("#000000", "#ffffff", 0.45), "#8c8c8c");
  assert.equal(mixed("#17497f", "#17497f", 0.45), "#17497f");
});

test("an area whose look has not changed is not painted again", () => {
  const { paint } = mapScript();
  const painted = [];
  const layers = [0, 1, 2, 3].map((at) => ({ setStyle: () => painted.push(at) }));
  const seen = { focus: null, looks: [] };
  paint(layers, VIEW, seen);
  paint(layers, { ...VIEW, classes: "11-1" }, seen);
  assert.deepEqual(painted, [0, 1, 2, 3, 0]);
});

test("several areas have one outline, without the border that two of them share", () => {
  const { outlineOf } = mapScript();
  const square = (x) => [
    [x, 0],
    [x + 1, 0],
    [x + 1, 1],
    [x, 1],
    [x, 0],
  ];
  const edges = outlineOf([square(0), square(1)]);
  assert.equal(edges.length, 6);
  assert.ok(!edges.some((ends) => ends.every(([, longitude]) => longitude === 1)));
});

test("a name that would cover another one waits, and none is cut by the edge of the map", () => {
  const { freeBox } = mapScript();
  const size = { x: 100, y: 100 };
  const taken = [[10, 10, 40, 20]];
  assert.equal(
    freeBox(
      [
        [30, 12, 60, 22],
        [45, 12, 75, 22],
      ],
      taken,
      size,
    ),
    1,
  );
  assert.equal(freeBox([[44, 10, 70, 20]], taken, size), -1);
  assert.equal(freeBox([[80, 40, 110, 50]], taken, size), -1);
});

test("a change to one message is kept apart from a new one and is put back into that message alone", () => {
  const held = new Map();
  globalThis.sessionStorage = {
    setItem: (place, text) => held.set(place, text),
    getItem: (place) => held.get(place) ?? null,
    removeItem: (place) => held.delete(place),
  };
  try {
    const view = { keeps: "change", draft: { reference: "7G2M" }, values: { public: "as sent", wanted: "" } };
    keep({ token: "t", public: "a new message" });
    assert.deepEqual(keptChange(view), {});
    keep({ reference: "7G2M", public: "half a change", wanted: 3, other: "x" }, "change");
    assert.deepEqual(keptChange(view), { public: "half a change" });
    assert.deepEqual(keptChange({ ...view, draft: { reference: "8H3N" } }), {});
    assert.deepEqual(keptChange({ ...view, draft: null }), {});
    assert.equal(kept().public, "a new message");
    forget("change");
    assert.deepEqual(keptChange(view), {});
    assert.equal(kept().public, "a new message");
  } finally {
    delete globalThis.sessionStorage;
  }
});

test("a key is a letter while somebody types, and a key on a tick box or a button", () => {
  const part = (tagName, type) => ({ tagName, getAttribute: () => type, isContentEditable: false });
  assert.deepEqual(
    ["text", "search", null, "checkbox", "button"].map((type) => isTyping(part("INPUT", type))),
    [true, true, true, false, false],
  );
  assert.deepEqual(
    ["TEXTAREA", "SELECT", "BUTTON", "BODY"].map((name) => isTyping(part(name, null))),
    [true, true, false, false],
  );
  assert.equal(isTyping(undefined), false);
});

test("j and k begin at the top of a list and stay inside it", () => {
  assert.deepEqual([moved(-1, 1, 3), moved(-1, -1, 3), moved(0, 1, 3), moved(2, 1, 3)], [0, 0, 1, 2]);
  assert.deepEqual([moved(0, -1, 3), moved(-1, 1, 0)], [0, -1]);
});

test("a name is offered however it is typed, names that begin so first, eight at most", () => {
  const names = [
    "East Tiverton",
    "Tiverton",
    "St. Ives",
    "St Ive’s Cross",
    ...Array.from({ length: 20 }, (_, at) => `Newton ${at}`),
  ];
  assert.deepEqual(matching(names, "TIV"), ["Tiverton", "East Tiverton"]);
  assert.deepEqual(matching(names, "st ives"), ["St. Ives", "St Ive’s Cross"]);
  assert.deepEqual(matching(names, "t"), []);
  assert.deepEqual(matching(names, "verton"), []);
  assert.equal(matching(names, "newton").length, 8);
  assert.equal(folded("  Bovey-Tracéy "), "bovey tracey");
});
