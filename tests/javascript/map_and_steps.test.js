// The map's frame, the page around it and the steps of a form, each with as much of a browser as it asks for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import showMap from "../../portal/ui/shared/assets/map.js";
import { enter, leaveTo, wanted } from "../../portal/ui/shared/assets/steps.js";

const OURS = "https://crime.example";
const square = (x) => [
  [x, 0],
  [x + 1, 0],
  [x + 1, 1],
  [x, 1],
  [x, 0],
];
const areaAt = (x) => ({ feature: { geometry: { type: "Polygon", coordinates: [square(x)] } } });

/** Answers every call with itself, as parts of a map do that are only put together. */
function anything() {
  const itself = new Proxy(() => itself, { get: (_, name) => (name === "then" ? undefined : itself) });
  return itself;
}

/** The frame's scripts in a window of their own, with the lines they draw and the messages they send. */
function mapFrame() {
  const [lines, told, heard] = [[], [], {}];
  const parent = { postMessage: (said, to) => told.push({ ...said, to }) };
  const element = () => ({ style: {}, dataset: {}, classList: { add() {} }, getContext: () => null });
  const layer = (feature) => ({ feature, on() {}, setStyle() {}, getBounds() {} });
  const box = { extend: () => box, isValid: () => false };
  const L = {
    polyline: (edges, look) => ({ addTo: () => lines.push({ edges, ...look }) }),
    layerGroup: () => ({ addTo: (map) => ({ map, remove: () => lines.splice(0) }) }),
    latLngBounds: () => box,
    geoJSON: ({ features }, { onEachFeature }) => {
      if (onEachFeature) for (const each of features) onEachFeature(each, layer(each));
      return anything();
    },
    canvas: anything,
    tooltip: anything,
    control: anything(),
  };
  const page = vm.createContext({
    L,
    AbortSignal,
    window: {
      parent,
      location: { origin: OURS },
      addEventListener: (kind, act) => {
        heard[kind] = act;
      },
      requestIdleCallback: (act) => act(),
    },
    document: {
      documentElement: element(),
      body: element(),
      createElement: element,
      getElementById: () => null,
    },
    getComputedStyle: () => ({ getPropertyValue: (name) => name }),
    fetch: async () => ({ ok: true, json: async () => ({ features: [areaAt(0).feature] }) }),
  });
  for (const name of ["around.js", "areas.js"]) {
    const script = new URL(`../../portal/figures/assets/${name}`, import.meta.url);
    vm.runInContext(readFileSync(script, "utf-8"), page);
  }
  return { page, lines, told, heard, parent };
}

/** What lies around the areas of a map whose chosen ones may change. */
function surroundings(frame, layers) {
  const Surroundings = vm.runInContext("Surroundings", frame.page);
  const around = Object.assign(Object.create(Surroundings.prototype), {
    config: { groups: [], sectors: [] },
    drawn: {},
    kept: {},
    layers,
    beneath: () => {},
    name: () => {},
    sectors: () => {},
  });
  return around;
}

test("the chosen place has its own outline, ink on a casing, and no other has one", () => {
  const frame = mapFrame();
  const layers = [areaAt(0), areaAt(1), areaAt(5)];
  const around = surroundings(frame, layers);
  const drawn = (chosen) => {
    around.show({ theme: "light", chosen, focus: null }, layers);
    return frame.lines.map(({ edges, weight, pane }) => [edges.length, weight, pane]);
  };
  assert.deepEqual(drawn([2]), [
    [4, 6, "own"],
    [4, 3, "own"],
  ]);
  assert.ok(frame.lines.every(({ edges }) => edges.flat().every(([, longitude]) => longitude >= 5)));
  // Two beside each other are one place, without the border between them.
  assert.deepEqual(drawn([0, 1]), [
    [6, 6, "own"],
    [6, 3, "own"],
  ]);
  assert.ok(frame.lines.every(({ edges }) => edges.flat().every(([, longitude]) => longitude <= 2)));
  assert.deepEqual(drawn([]), []);
});

test("the map's frame heeds the page around it and nobody else, and answers that page alone", async () => {
  const frame = mapFrame();
  const map = {
    getPane: () => ({ replaceChildren() {} }),
    getSize: () => ({ x: 300, y: 300 }),
    getZoom: () => 9,
    getContainer: () => ({ addEventListener() {} }),
    createPane: () => ({ style: {} }),
    setMinZoom: anything(),
    scrollWheelZoom: anything(),
    dragging: anything(),
    on() {},
  };
  const start = vm.runInContext("startAreas", frame.page);
  start(map, { shapes: "/shapes", groups: [], sectors: [] });
  await new Promise((done) => setTimeout(done));
  assert.deepEqual(frame.told, [{ kind: "ready", to: OURS }]);
  const view = { theme: "light", classes: "0", colours: ["#000000"], chosen: [], focus: null, texts: "7" };
  const send = (from, said = {}) =>
    frame.heard.message({
      origin: OURS,
      source: frame.parent,
      data: { kind: "view", view: { ...view, version: 3 }, ...said },
      ...from,
    });
  send({ origin: "https://other.example" });
  send({ source: {} });
  send({}, { kind: "picked" });
  send({ data: null });
  assert.equal(frame.told.length, 1);
  send({});
  assert.deepEqual(frame.told.slice(1), [{ kind: "painted", version: 3, to: OURS }]);
});

test("the page around the map heeds its own frame and nobody else", () => {
  const heard = {};
  const parts = {};
  const part = (name) => {
    parts[name] ??= { dataset: {}, style: {}, contentWindow: { postMessage() {} }, addEventListener() {} };
    return parts[name];
  };
  globalThis.ResizeObserver = class {
    observe() {}
  };
  globalThis.window = {
    location: { origin: OURS },
    addEventListener: (kind, act) => {
      heard[kind] = act;
    },
  };
  try {
    const picked = [];
    const root = { querySelector: part };
    const data = { title: "Map", hint: "", key: "", src: "/map", opens: true, view: { version: 1 } };
    const setTriggerValue = (name, code) => picked.push([name, code]);
    showMap({ parentElement: { querySelector: () => root }, data, setTriggerValue });
    const said = { kind: "picked", code: "E1", name: "One", said: "One: 7" };
    const source = part("iframe").contentWindow;
    heard.message({ origin: "https://other.example", source, data: said });
    heard.message({ origin: OURS, source: {}, data: said });
    heard.message({ origin: OURS, source, data: null });
    assert.deepEqual(picked, []);
    heard.message({ origin: OURS, source, data: said });
    assert.deepEqual(picked, [["picked", "E1"]]);
  } finally {
    delete globalThis.window;
    delete globalThis.ResizeObserver;
  }
});

/** A browser's history as the steps of a form see it; `act` is given what was called. */
function withHistory(hash, state, act) {
  const called = [];
  const go = (name) => (given, _, to) => {
    called.push([name, given, ...(to ? [to] : [])]);
    if (name === "pushState" || name === "replaceState") globalThis.history.state = given;
    if (to) globalThis.location.hash = to;
  };
  globalThis.location = { hash, replace: go("replace") };
  globalThis.history = { state, back: go("back"), go: go("go") };
  for (const name of ["pushState", "replaceState"]) globalThis.history[name] = go(name);
  globalThis.window = { addEventListener: (kind) => called.push(["listens", kind]) };
  try {
    act(called);
  } finally {
    delete globalThis.location;
    delete globalThis.history;
    delete globalThis.window;
  }
}

test("each block of questions is one step deeper, and a way back takes the step away", () => {
  withHistory("", null, (called) => {
    const board = { data: { place: "about" }, place: "", acted: "" };
    enter(board);
    assert.deepEqual(called, []);
    board.data.place = "where";
    enter(board);
    board.data.place = "words";
    enter(board);
    assert.deepEqual(called, [
      ["replaceState", null, "#about"],
      ["pushState", { deep: 1, before: "about" }, "#where"],
      ["pushState", { deep: 2, before: "where" }, "#words"],
    ]);
    board.data.place = "where";
    board.acted = "back";
    enter(board);
    assert.deepEqual(called.at(-1)[0], "back");
  });
});

test("Back asks for the block it leads to, and for none where that is open or unknown", () => {
  const asked = (hash, place) => {
    let found;
    withHistory(hash, null, () => {
      found = wanted({ place, places: ["about", "where"] });
    });
    return found;
  };
  assert.equal(asked("#about", "where"), "about");
  assert.equal(asked("#where", "where"), "");
  assert.equal(asked("#elsewhere", "where"), "");
  withHistory("#about", null, () => assert.equal(wanted({ place: "where" }), ""));
});

test("somebody who leaves quickly leaves from the first block, so that Back leads to none of the others", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  withHistory("#words", { deep: 2 }, (called) => {
    leaveTo("https://weather.example");
    assert.deepEqual(called.splice(0), [
      ["listens", "popstate"],
      ["go", -2],
    ]);
    t.mock.timers.tick(300);
    assert.deepEqual(called, [["replace", "https://weather.example"]]);
  });
  withHistory("", null, (called) => {
    leaveTo("https://weather.example");
    assert.deepEqual(called, [["replace", "https://weather.example"]]);
  });
});
