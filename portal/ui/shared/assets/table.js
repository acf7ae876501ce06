// A real table: a caption, headings that sort, and a button in each row that opens the area.
const sorted = new WeakMap();

// A cell may show one thing and sort by another, as a date in words does.
const shown = (value) => (value !== null && typeof value === "object" ? value.text : value);
const key = (value) => (value !== null && typeof value === "object" ? value.key : value);

export function compare(first, second) {
  const [a, b] = [key(first), key(second)];
  const missing = (value) => value === null || value === undefined;
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
  return typeof a === "number" ? a - b : a.localeCompare(b, "en-GB");
}

function cell(value, column, text) {
  const td = document.createElement(column.heading ? "th" : "td");
  if (column.heading) td.scope = "row";
  if (column.numeric) td.className = "number";
  if (column.whole) td.style.whiteSpace = "nowrap";
  td.textContent =
    value === null
      ? text.missing
      : column.numeric
        ? value.toLocaleString("en-GB", column.format)
        : shown(value);
  return td;
}

/** Rows by one column, upwards or downwards; those without a value stand last either way. */
export function ordered(rows, order) {
  if (order.column === null) return rows;
  const missing = (row) => row.values[order.column] === null;
  return [...rows].sort(
    (a, b) =>
      Number(missing(a)) - Number(missing(b)) ||
      order.sign * compare(a.values[order.column], b.values[order.column]),
  );
}

function fill(root, data, order, pick) {
  const body = root.querySelector("tbody");
  const rows = data.rows.map((values, index) => ({ values, code: data.codes ? data.codes[index] : null }));
  body.replaceChildren(
    ...ordered(rows, order).map(({ values, code }) => {
      const tr = document.createElement("tr");
      if (code && code === data.chosen) tr.setAttribute("aria-current", "true");
      tr.append(...values.map((value, at) => cell(value, data.columns[at], data.text)));
      const first = /** @type {HTMLElement | null} */ (tr.firstElementChild);
      if (code && first) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = first.textContent;
        button.addEventListener("click", () => pick(code));
        first.replaceChildren(button);
      }
      return tr;
    }),
  );
  root.querySelectorAll("thead th").forEach((th, at) => {
    const direction = at !== order.column ? "none" : order.sign > 0 ? "ascending" : "descending";
    th.setAttribute("aria-sort", direction);
    th.querySelector("span").textContent = { none: "", ascending: " ▲", descending: " ▼" }[direction];
  });
}

function headings(root, data, order, redraw) {
  const tr = document.createElement("tr");
  data.columns.forEach((column, at) => {
    const th = document.createElement("th");
    th.scope = "col";
    if (column.numeric) th.className = "number";
    const button = document.createElement("button");
    button.type = "button";
    const mark = document.createElement("span");
    mark.setAttribute("aria-hidden", "true");
    button.append(column.label, mark);
    button.addEventListener("click", () => {
      order.sign = order.column === at ? -order.sign : column.numeric ? -1 : 1;
      order.column = at;
      redraw();
    });
    th.append(button);
    tr.append(th);
  });
  root.querySelector("thead").replaceChildren(tr);
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const order = sorted.get(parentElement) ?? { column: null, sign: 1 };
  sorted.set(parentElement, order);
  const root = parentElement.querySelector(".holder");
  root.querySelector("caption").textContent = data.caption;
  root.style.maxHeight = data.height ? `${data.height}px` : "";
  root.setAttribute("aria-label", data.caption);
  const redraw = () => fill(root, data, order, (code) => setTriggerValue("picked", code));
  headings(root, data, order, redraw);
  redraw();
}
