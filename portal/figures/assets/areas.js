// Draws the outlines of one level and colours them as the page around the map says. No values are kept here.
// biome-ignore lint/suspicious/noRedundantUseStrict: the map page loads this as a classic script, not as a module.
"use strict";

const PARENT = window.location.origin;
const NO_VALUE = "-";
// How much of its colour an area outside the open sector keeps; the rest is the colour of bare land.
const FAINT = 0.45;
const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const tell = (said) => window.parent.postMessage(said, PARENT);

/** So much of one colour laid over another, both as #rrggbb. */
function mixed(colour, ground, share) {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [colour, ground].map((each) => Number.parseInt(each.slice(at, at + 2), 16));
    return Math.round(over * share + under * (1 - share))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

/** A tile of dots for areas without a value; never a colour of a class. */
function dots() {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const brush = tile.getContext("2d");
  if (!brush) return tint("map-paper");
  brush.fillStyle = tint("map-paper");
  brush.fillRect(0, 0, 6, 6);
  brush.fillStyle = tint("map-dot");
  brush.beginPath();
  brush.arc(3, 3, 1.3, 0, 2 * Math.PI);
  brush.fill();
  return brush.createPattern(tile, "repeat");
}

/** The colours of a view: as sent, faint for what lies outside the open sector, and the dots. */
function inks(view) {
  const faint = view.colours.map((colour) => mixed(colour, view.land, FAINT));
  return { full: view.colours, faint, dots: view.dots };
}

function fillOf(view, index, inside) {
  const code = view.classes[index];
  if (code === NO_VALUE) return view.inks.dots;
  return (inside ? view.inks.full : view.inks.faint)[Number(code)];
}

/** Restyles only the areas whose look has changed: most of a repaint is the browser's own work on them. */
function paint(layers, view, seen) {
  const inside = new Set(view.focus ?? view.chosen);
  layers.forEach((layer, index) => {
    const near = !inside.size || inside.has(index);
    const look = `${view.theme} ${view.classes[index]} ${near} ${view.colours.length}`;
    if (seen.looks[index] === look) return;
    seen.looks[index] = look;
    // Opaque, so that the map shows the very colours of the legend on a light and on a dark page.
    layer.setStyle({ fillColor: fillOf(view, index, near), fillOpacity: 1, color: view.line, weight: 0.7 });
  });
}

/** Shows the chosen area with its surroundings, and moves only when the choice has changed. */
function lookAt(map, layers, view, seen) {
  const shown = view.focus ?? view.chosen;
  const wanted = `${shown.join()} ${view.chosen.join()}`;
  if (seen.focus === wanted) return;
  seen.focus = wanted;
  const box = shown.reduce((all, index) => all.extend(layers[index].getBounds()), L.latLngBounds([]));
  // Room above for the flag.
  if (box.isValid())
    map.fitBounds(box, {
      paddingTopLeft: [12, view.flag ? 52 : 12],
      paddingBottomRight: [12, 12],
      animate: false,
    });
}

/** The page keeps its scroll: the wheel zooms after a click, one finger scrolls, two move the map. */
function shareGestures(map) {
  const box = map.getContainer();
  map.setMinZoom(6).setMaxZoom(14);
  L.control.scale({ imperial: false }).addTo(map);
  map.scrollWheelZoom.disable();
  map.dragging.disable();
  // A mouse may drag; a finger never finds it enabled, because no mouse has been over the map.
  box.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") map.dragging.enable();
    else map.dragging.disable();
  });
  map.on("click", () => map.scrollWheelZoom.enable());
  box.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
  box.addEventListener("blur", () => map.scrollWheelZoom.disable());
}

/** For those who hear the map: every area of the open sector with its number, in a list that is not seen. */
function listAreas(layers, view) {
  const list = document.getElementById("heard");
  if (!list) return;
  const shown = view.focus ?? view.chosen;
  const rows = shown.map((index) => {
    const row = document.createElement("li");
    row.textContent = saidOf(layers[index].feature, view, index);
    return row;
  });
  list.replaceChildren(...rows);
}

function saidOf(feature, view, index) {
  const text = view.texts[index];
  return `${feature.properties.name}: ${text}${text === view.none ? "" : view.unit}`;
}

// Work that nobody waits for is done when the browser has nothing else to do.
const later = (act) => (window.requestIdleCallback ?? window.setTimeout)(act);

// How long a map waits for its outlines before it says that they have not come.
const PATIENCE_MS = 30_000;

/** Takes what the address gives; where nothing usable comes, says so in the map's own place, with a way to try again. */
function fetchShapes(address, keep) {
  fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(keep, () => sayFailed(() => fetchShapes(address, keep)));
}

function sayFailed(again) {
  const box = document.createElement("div");
  box.className = "failed";
  box.setAttribute("role", "alert");
  const said = document.createElement("p");
  said.textContent = "The map’s outlines did not arrive. The figures on this page do not need them.";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Try again";
  button.addEventListener("click", () => {
    box.remove();
    again();
  });
  box.append(said, button);
  document.body.append(box);
}

// biome-ignore lint/correctness/noUnusedVariables: the map page calls it.
function startAreas(map, config) {
  const seen = { focus: null, looks: [], theme: "" };
  const tip = L.tooltip({ sticky: true, direction: "top", opacity: 1 });
  const layers = [];
  const around = new Surroundings(map, config);
  /** @type {any} What the page around the map sent last. */
  let view = null;
  const show = () => {
    if (!view || !layers.length || view.classes.length !== layers.length) return;
    if (seen.theme !== view.theme) {
      document.documentElement.dataset.theme = view.theme;
      seen.theme = view.theme;
      seen.dots = dots();
    }
    view = { ...view, land: tint("land"), line: tint("edge"), dots: seen.dots };
    view.inks = inks(view);
    paint(layers, view, seen);
    lookAt(map, layers, view, seen);
    document.body.classList.add("drawn");
    around.show(view, layers);
    tell({ kind: "painted", version: view.version });
    later(() => listAreas(layers, view));
  };
  shareGestures(map);
  window.addEventListener("message", (event) => {
    if (event.origin !== PARENT || event.source !== window.parent || event.data?.kind !== "view") return;
    view = { ...event.data.view, texts: event.data.view.texts.split("|") };
    show();
  });
  fetchShapes(config.shapes, (shapes) => {
    L.geoJSON(shapes, {
      style: { weight: 0.7, color: tint("edge"), fillColor: tint("land"), fillOpacity: 1 },
      onEachFeature: (feature, layer) => {
        const index = layers.push(layer) - 1;
        layer.on("click", () => {
          if (!view) return;
          tell({
            kind: "picked",
            code: feature.id,
            name: feature.properties.name,
            said: saidOf(feature, view, index),
          });
        });
        layer.on("mousemove", (event) => {
          const box = document.createElement("span");
          box.textContent = view ? saidOf(feature, view, index) : feature.properties.name;
          tip.setContent(box).setLatLng(event.latlng).addTo(map);
        });
        layer.on("mouseout", () => tip.remove());
      },
    }).addTo(map);
    show();
    tell({ kind: "ready" });
  });
}
