// The columns of what may be missing: a drawing made by the server, of which each column says its numbers and opens its place.
const shown = new WeakMap();

function columnOf(event) {
  return event.target.closest?.("[data-code]") ?? null;
}

/** Puts the words of a column into the line under the map, with a button that opens its place. */
function tell(root, column) {
  root.querySelector(".told span").textContent = column.getAttribute("aria-label");
  const open = root.querySelector(".told button");
  open.textContent = `Open ${column.dataset.name}`;
  open.dataset.opens = column.dataset.code;
  open.hidden = false;
}

function listen(root) {
  const drawing = root.querySelector(".drawing");
  const told = (event) => {
    const column = columnOf(event);
    if (column) tell(root, column);
    return column;
  };
  for (const kind of ["pointerover", "focusin", "click"]) drawing.addEventListener(kind, told);
  drawing.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !told(event)) return;
    event.preventDefault();
    root.querySelector(".told button").focus();
  });
  root
    .querySelector(".told button")
    .addEventListener("click", (event) => shown.get(root).open(event.currentTarget.dataset.opens));
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".columns");
  const before = shown.get(root);
  if (!before) listen(root);
  shown.set(root, { html: data.html, open: (code) => setTriggerValue("picked", code) });
  root.dataset.theme = data.theme;
  if (before?.html !== data.html) {
    // Every name in it was escaped where it was drawn, and nothing in it comes from a reader.
    root.querySelector(".drawing").innerHTML = data.html;
    root.querySelector(".told span").textContent = data.hint;
    root.querySelector(".told button").hidden = true;
  }
  root.dataset.drawn = data.version;
}
