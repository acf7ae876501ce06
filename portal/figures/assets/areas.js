// Draws the outlines of one level and colours them as the page around the map says. No values are kept here.
// biome-ignore lint/suspicious/noRedundantUseStrict: the map page loads this as a classic script, not as a module.
"use strict";

const PARENT = window.location.origin;
const NO_VALUE = "-";

const SVG = "http://www.w3.org/2000/svg";

/** Dots for areas without a value. */
function addDots(map) {
  const svg = map.getPane("overlayPane").querySelector("svg");
  if (!svg) return;
  svg.querySelector("#dots")?.remove();
  const defs = document.createElementNS(SVG, "defs");
  defs.id = "dots";
  defs.innerHTML =
    '<pattern id="no-value" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"></rect>' +
    '<circle cx="3" cy="3" r="1.3" fill="#7a7f85"></circle></pattern>';
  svg.prepend(defs);
}

function fillOf(view, index) {
  const code = view.classes[index];
  return code === NO_VALUE ? "url(#no-value)" : view.colours[Number(code)];
}

function styleOf(view, index) {
  const chosen = view.chosen.includes(index);
  return {
    fill: true,
    // Opaque, so that the map shows the very colours of the legend on a light and on a dark page.
    fillOpacity: 1,
    fillColor: fillOf(view, index),
    color: chosen ? view.mark : view.border,
    weight: chosen ? 3 : 0.7,
    opacity: 1,
  };
}

/** Restyles only the areas whose look has changed: most of a repaint is the browser's own work on them. */
function paint(map, layers, view, seen) {
  document.body.style.background = view.background;
  map.getContainer().style.background = view.background;
  layers.forEach((layer, index) => {
    const style = styleOf(view, index);
    const look = `${style.fillColor} ${style.color} ${style.weight}`;
    if (seen.looks[index] === look) return;
    seen.looks[index] = look;
    layer.setStyle(style);
  });
  for (const index of view.chosen) layers[index].bringToFront();
}

/** Shows the chosen area with its surroundings, and moves only when the choice has changed. */
function lookAt(map, layers, view, seen) {
  const wanted = (view.focus ?? view.chosen).join();
  if (seen.focus === wanted) return;
  seen.focus = wanted;
  const bounds = (view.focus ?? view.chosen).reduce(
    (box, index) => box.extend(layers[index].getBounds()),
    L.latLngBounds([]),
  );
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], animate: false });
}

/** Names the towns, since there is no base map: the larger ones first, more as the reader comes closer. */
function nameTowns(map, labels) {
  const shown = L.layerGroup().addTo(map);
  const redraw = () => {
    shown.clearLayers();
    labels
      .filter(([, , , zoom]) => map.getZoom() >= zoom)
      .forEach(([name, latitude, longitude]) => {
        const text = document.createElement("span");
        text.textContent = name;
        const icon = L.divIcon({ className: "town-name", html: text, iconSize: [0, 0] });
        L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(shown);
      });
  };
  map.on("zoomend", redraw);
  redraw();
}

// biome-ignore lint/correctness/noUnusedVariables: the map page calls it.
function startAreas(map, shapesUrl, labels) {
  const seen = { focus: null, looks: [] };
  const tip = L.tooltip({ sticky: true, direction: "top", opacity: 1 });
  const layers = [];
  /** @type {any} What the page around the map sent last. */
  let view = null;
  const show = () => {
    if (!view || !layers.length || view.classes.length !== layers.length) return;
    addDots(map);
    paint(map, layers, view, seen);
    lookAt(map, layers, view, seen);
    window.parent.postMessage({ kind: "painted", version: view.version }, PARENT);
  };
  window.addEventListener("message", (event) => {
    if (event.origin !== PARENT || event.source !== window.parent || event.data?.kind !== "view") return;
    view = { ...event.data.view, texts: event.data.view.texts.split("|") };
    show();
  });
  fetch(shapesUrl)
    .then((answer) => answer.json())
    .then((shapes) => {
      L.geoJSON(shapes, {
        style: { weight: 0.7, color: "#555", fillOpacity: 0.2 },
        onEachFeature: (feature, layer) => {
          const index = layers.push(layer) - 1;
          layer.on("click", () => window.parent.postMessage({ kind: "picked", code: feature.id }, PARENT));
          layer.on("mousemove", (event) => {
            const text = view ? view.texts[index] + (view.texts[index] === view.none ? "" : view.unit) : "";
            const box = document.createElement("span");
            box.textContent = `${feature.properties.name}: ${text}`;
            tip.setContent(box).setLatLng(event.latlng).addTo(map);
          });
          layer.on("mouseout", () => tip.remove());
        },
      }).addTo(map);
      nameTowns(map, labels);
      show();
      window.parent.postMessage({ kind: "ready" }, PARENT);
    });
}
