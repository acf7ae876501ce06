// What lies around and beneath the areas: neighbouring land, built-up ground, the motorway, outlines, names and the flag.

const LINE = (colour, weight) => ({
  color: colour,
  weight,
  fill: false,
  interactive: false,
});
// From so close every village has its name; before that those with so many people, fewer on a phone.
const CLOSE = 10.5;
const PEOPLE = { phone: 4000, desk: 1500 };
const PHONE = 480;
// Farther out than this the sectors have their names and nothing else does.
const FAR = 8.75;

// Where a name may stand, the best first: pixels right and down of the point, and to which side of it.
const SPOTS = {
  place: [
    [0, -13, 0],
    [6, 0, 1],
    [-6, 0, -1],
    [0, 13, 0],
  ],
  sector: [0, -14, 14, -26, 26].map((down) => [0, down, 0]),
  region: [[0, 0, 0]],
};

const latlng = ([longitude, latitude]) => [latitude, longitude];
const ringsOf = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());

/** The edges that only one of the rings has: the outline of several areas together, since neighbours share theirs. */
function outlineOf(rings) {
  const edges = new Map();
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const ends = [ring[at - 1], ring[at]];
      const key = ends
        .map((end) => end.join())
        .sort()
        .join(" ");
      if (!edges.delete(key)) edges.set(key, ends.map(latlng));
    }
  return [...edges.values()];
}

const overlap = (one, other) =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

/** Takes the first of the boxes that is inside the map and covers nothing; says which, or -1. */
function freeBox(boxes, taken, size) {
  const at = boxes.findIndex(
    ([left, top, right, bottom]) =>
      left >= 2 &&
      top >= 2 &&
      right <= size.x - 2 &&
      bottom <= size.y - 2 &&
      !taken.some((other) => overlap([left, top, right, bottom], other)),
  );
  if (at >= 0) taken.push(boxes[at]);
  return at;
}

/** A point near the middle of the largest ring. */
function middleOf(geometry) {
  const ring = ringsOf(geometry).reduce((best, each) => (each.length > best.length ? each : best));
  return L.latLngBounds(ring.map(latlng)).getCenter();
}

// biome-ignore lint/correctness/noUnusedVariables: areas.js makes one.
class Surroundings {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.features = [];
    this.kept = {};
    this.brush = document.createElement("canvas").getContext("2d");
    for (const [name, z] of [
      ["under", 250],
      ["over", 410],
      ["own", 420],
      ["names", 450],
    ]) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      // Only the areas themselves are to be touched.
      pane.style.pointerEvents = "none";
    }
    this.drawn = Object.fromEntries(["under", "over", "own"].map((pane) => [pane, L.canvas({ pane })]));
    map.on("moveend resize", () => this.name());
    // A map in a hidden tab or a folded part has no size yet.
    if (config.land)
      this.fetch(config.land, (shapes) => {
        this.land = shapes.features;
      });
    if (config.around)
      this.fetch(config.around, (shapes) => {
        this.features = shapes.features;
      });
  }

  fetch(address, keep) {
    fetch(address)
      .then((answer) => answer.json())
      .then((shapes) => {
        keep(shapes);
        this.kept.theme = "";
        if (this.view) this.show(this.view, this.layers);
      })
      // Names and land are a help to the eye; a map without them is whole.
      .catch(() => {});
  }

  show(view, layers) {
    this.view = view;
    this.layers = layers;
    if (this.kept.theme !== view.theme) this.beneath(view.theme);
    const inside = (view.focus ?? view.chosen).join();
    if (this.kept.inside !== `${view.theme} ${inside}`) {
      this.kept.inside = `${view.theme} ${inside}`;
      later(() => this.sectors());
    }
    if (this.kept.chosen !== `${view.theme} ${view.chosen.join()}`) {
      this.kept.chosen = `${view.theme} ${view.chosen.join()}`;
      this.own();
    }
    this.name();
  }

  group(name) {
    this.kept[`${name}-layer`]?.remove();
    this.kept[`${name}-layer`] = L.layerGroup().addTo(this.map);
    return this.kept[`${name}-layer`];
  }

  /** What never changes but with the theme. */
  beneath(theme) {
    this.kept.theme = theme;
    const [under, over] = [this.group("under"), this.group("over")];
    const add = (features, pane, style, to) =>
      L.geoJSON(features, {
        style: { ...style, interactive: false, renderer: this.drawn[pane] },
        interactive: false,
        pane,
      }).addTo(to);
    const kind = (name) => this.features.filter((each) => each.properties.kind === name);
    const bare = (fill) => ({ fillColor: tint(fill), fillOpacity: 1, color: tint("paper"), weight: 0.6 });
    add(kind("land"), "under", bare("abroad"), under);
    if (this.land) add(this.land, "under", { ...bare("land"), color: tint("edge") }, under);
    add(
      kind("ground"),
      "over",
      { fillColor: tint("ink"), fillOpacity: 0.13, color: tint("ink"), opacity: 0.35, weight: 0.6 },
      over,
    );
    add(kind("road"), "over", LINE(tint("paper"), 4.5), over);
    add(kind("road"), "over", LINE(tint("motorway"), 2.2), over);
  }

  /** The lines of the sectors, that of the open one heavier. */
  sectors() {
    const to = this.group("sectors");
    const line = (rings, weight, colour) =>
      L.polyline(outlineOf(rings), {
        ...LINE(tint(colour), weight),
        pane: "over",
        renderer: this.drawn.over,
      }).addTo(to);
    const rings = (indices) => indices.flatMap((index) => ringsOf(this.layers[index].feature.geometry));
    if (!this.kept.lines) {
      const groups = new Map();
      for (const [index, group] of this.config.groups.entries()) {
        if (!groups.has(group)) groups.set(group, []);
        groups.get(group).push(index);
      }
      this.kept.lines = [...groups.values()].map(rings);
    }
    for (const each of this.kept.lines) line(each, 1, "soft");
    const focus = this.view.focus ?? this.view.chosen;
    if (this.config.groups.length && focus.length < this.layers.length) line(rings(focus), 2, "ink");
  }

  /** The chosen place: ink on a casing, so that it stands out from every colour. */
  own() {
    const to = this.group("own");
    if (!this.view.chosen.length) return;
    const rings = this.view.chosen.flatMap((index) => ringsOf(this.layers[index].feature.geometry));
    const outline = outlineOf(rings);
    for (const [colour, weight] of [
      ["paper", 6],
      ["ink", 3],
    ])
      L.polyline(outline, { ...LINE(tint(colour), weight), pane: "own", renderer: this.drawn.own }).addTo(to);
  }

  /** Names in order of weight; one that would cover another, or the flag, waits for a closer look. */
  name() {
    if (!this.view) return;
    const pane = this.map.getPane("names");
    const [size, zoom] = [this.map.getSize(), this.map.getZoom()];
    const [taken, drawn] = [[], []];
    this.flag(taken, drawn, size);
    const far = zoom < FAR;
    for (const [name, at, code] of this.config.sectors) {
      if (far) this.put(drawn, taken, size, name, at, "sector");
      else if (code !== this.view.sector) this.put(drawn, taken, size, name, at, "region");
    }
    const least = zoom >= CLOSE ? 0 : size.x < PHONE ? PEOPLE.phone : PEOPLE.desk;
    for (const each of this.features) {
      const { kind, name, people } = each.properties;
      if (kind === "road") this.shield(drawn, taken, size, name, each.geometry);
      if (kind === "land" && name) this.put(drawn, taken, size, name, middleOf(each.geometry), "region");
      // The flag has the chosen place's name already.
      if (kind === "place" && !far && people >= least && name !== this.view.flag?.[0])
        this.put(drawn, taken, size, name, latlng(each.geometry.coordinates), "place");
    }
    pane.replaceChildren(...drawn);
  }

  put(drawn, taken, size, name, at, kind) {
    const spot = this.map.latLngToContainerPoint(at);
    if (spot.x < 0 || spot.y < 0 || spot.x > size.x || spot.y > size.y) return;
    if (this.brush)
      this.brush.font = `600 ${kind === "place" ? 12.5 : 13}px "Source Sans", system-ui, sans-serif`;
    const half = ((this.brush?.measureText(name).width ?? 7 * name.length) + 4) / 2;
    const boxes = SPOTS[kind].map(([x, y, side]) => {
      const middle = spot.x + x + side * half;
      return [middle - half, spot.y + y - 8, middle + half, spot.y + y + 8];
    });
    const found = freeBox(boxes, taken, size);
    if (found < 0) return;
    const [left, top, right, bottom] = boxes[found];
    if (kind === "place") drawn.push(this.element("dot", "", spot.x, spot.y));
    drawn.push(this.element(kind, name, (left + right) / 2, (top + bottom) / 2));
  }

  shield(drawn, taken, size, name, geometry) {
    const points = (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates).flat();
    const seen = points
      .map((point) => this.map.latLngToContainerPoint(latlng(point)))
      .filter(({ x, y }) => x > 20 && y > 20 && x < size.x - 20 && y < size.y - 20);
    const boxes = [0.5, 0.3, 0.7, 0.15, 0.85]
      .map((share) => seen[Math.floor(share * seen.length)])
      .filter(Boolean)
      .map(({ x, y }) => [x - 14, y - 9, x + 14, y + 9]);
    const found = freeBox(boxes, taken, size);
    if (found >= 0) drawn.push(this.element("shield", name, boxes[found][0] + 14, boxes[found][1] + 9));
  }

  /** The chosen place's name and number, above its outline and never on it; below where there is no room above. */
  flag(taken, drawn, size) {
    const { flag, chosen } = this.view;
    if (!flag || !chosen.length) return;
    const own = chosen.reduce((all, index) => all.extend(this.layers[index].getBounds()), L.latLngBounds([]));
    const [top, foot] = [own.getNorthWest(), own.getSouthEast()].map((each) =>
      this.map.latLngToContainerPoint(each),
    );
    const x = (top.x + foot.x) / 2;
    const half = Math.max(...flag.map((line) => line.length)) * 4.2 + 12;
    const middle = Math.min(Math.max(x, half + 2), size.x - half - 2);
    const boxes = [top.y - 52, foot.y + 10].map((y) => [middle - half, y, middle + half, y + 42]);
    const found = freeBox(boxes, taken, size);
    if (found < 0) return;
    const box = this.element("flag", "", middle, boxes[found][1] + 21);
    box.style.width = `${2 * half}px`;
    box.classList.toggle("below", found === 1);
    box.style.setProperty("--stem", `${x - middle}px`);
    box.append(
      ...flag.map((line, at) =>
        Object.assign(document.createElement(at ? "span" : "b"), { textContent: line }),
      ),
    );
    drawn.push(box);
  }

  element(kind, text, x, y) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    made.setAttribute("aria-hidden", "true");
    const { x: left, y: top } = this.map.containerPointToLayerPoint([x, y]);
    made.style.left = `${left}px`;
    made.style.top = `${top}px`;
    return made;
  }
}
