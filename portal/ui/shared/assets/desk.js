// The desk's list and its keys. Every key presses a button or fills a box that is on the page, so none does more than a click.
const ticked = new WeakMap();
const listening = new WeakMap();

const make = (tag, name, text) => {
  const part = document.createElement(tag);
  if (name) part.className = name;
  if (text) part.textContent = text;
  return part;
};

// A key is a letter while somebody types.
export function isTyping(target) {
  if (!target?.tagName) return false;
  const type = (target.getAttribute("type") || "text").toLowerCase();
  if (target.tagName === "INPUT") return !["checkbox", "radio", "button"].includes(type);
  return ["TEXTAREA", "SELECT"].includes(target.tagName) || target.isContentEditable === true;
}

// Where j and k lead from a place in a list; outside it from its beginning.
export function moved(at, step, length) {
  if (!length) return -1;
  return at < 0 ? 0 : Math.min(Math.max(at + step, 0), length - 1);
}

// The address changes first and the page follows part by part: until it has, its keys would reach the report before.
export function isLeaving(report, query) {
  return (new URLSearchParams(query).get("report") ?? "") !== report;
}

function line(row, chosen, told) {
  const item = make("li", row.late ? "late" : "");
  if (told.tick) {
    const box = /** @type {HTMLInputElement} */ (make("input", "tick"));
    box.type = "checkbox";
    box.checked = chosen.has(row.reference);
    box.setAttribute("aria-label", `${told.tick} ${row.reference}`);
    box.addEventListener("change", () => told.toggle(row.reference));
    item.append(box);
  }
  const when = make("span", "when");
  when.append(make("strong", "", row.due), " ", make("span", "small", row.sent));
  const what = make("span", "what");
  const open = /** @type {HTMLButtonElement} */ (make("button", "open", row.opening));
  open.type = "button";
  open.append(" ", make("span", "small", row.reference));
  open.addEventListener("click", () => told.open(row.reference));
  what.append(open);
  const about = make("span", "about");
  about.append(make("span", "kind", row.kind));
  about.append(" ", make("span", "small", row.with));
  item.append(when, what, about);
  return item;
}

function keys(root, data) {
  const held = root.querySelector(".keys");
  const list = make("dl", "");
  for (const [key, words] of data.keys) list.append(make("dt", "", key), make("dd", "", words));
  held.replaceChildren(list);
  const show = root.querySelector(".show-keys");
  show.textContent = data.words.keys;
  show.onclick = () => {
    held.hidden = !held.hidden;
    show.setAttribute("aria-expanded", String(!held.hidden));
  };
  show.setAttribute("aria-expanded", String(!held.hidden));
  root.querySelector(".print").textContent = data.words.print;
  root.querySelector(".print").onclick = () => window.print();
}

function press(selector) {
  const found = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  if (!found) return false;
  if (found.matches("input, textarea")) settle(found, selector, 20);
  else found.click();
  return true;
}

// The page may be drawn anew just then, and a box with it: whoever asked for the box is led to the new one.
function settle(box, selector, tries) {
  box.focus();
  if (!tries) return;
  setTimeout(() => {
    const now = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    if (now && !box.isConnected && document.activeElement === document.body) settle(now, selector, tries - 1);
    else if (box.isConnected && document.activeElement === box) settle(box, selector, tries - 1);
  }, 100);
}

function onKey(root, data, told, event) {
  const target = event.composedPath()[0];
  const send = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  const isKey = send || !(event.ctrlKey || event.metaKey || event.altKey || isTyping(target));
  if (!isKey) return false;
  if (isLeaving(data.report, location.search)) return send || event.key in data.press;
  if (send) {
    // What was typed is handed over when its box is left, before the button is pressed.
    if (isTyping(target)) target.blur();
    setTimeout(() => press(data.press.send ?? ""), 60);
    return true;
  }
  const rows = [...root.querySelectorAll("button.open")];
  const at = rows.indexOf(root.getRootNode().activeElement);
  if (event.key === "j" || event.key === "k") {
    rows[moved(at, event.key === "j" ? 1 : -1, rows.length)]?.focus();
    return rows.length > 0;
  }
  if (event.key === "o" && at >= 0) told.open(data.rows[at].reference);
  else if (event.key === "x" && at >= 0 && data.tick) {
    told.toggle(data.rows[at].reference);
    root.querySelectorAll("button.open")[moved(at, 1, rows.length)]?.focus();
  } else if (event.key === "?") root.querySelector(".show-keys").click();
  else if (event.key === "p") window.print();
  else return data.press[event.key] ? press(data.press[event.key]) : false;
  return true;
}

export default function (component) {
  const { parentElement, data, setTriggerValue, setStateValue } = component;
  const root = parentElement.querySelector(".desk");
  const shown = data.rows.map((row) => row.reference);
  const chosen = new Set([...(ticked.get(parentElement) ?? [])].filter((one) => shown.includes(one)));
  if (data.clear && chosen.size) {
    chosen.clear();
    setStateValue("ticked", []);
  }
  ticked.set(parentElement, chosen);
  const told = {
    tick: data.tick,
    open: (reference) => setTriggerValue("opened", reference),
    toggle: (reference) => {
      if (!chosen.delete(reference)) chosen.add(reference);
      setStateValue("ticked", [...chosen]);
      draw();
    },
  };
  const list = root.querySelector("ol");
  const draw = () => {
    const active = root.getRootNode().activeElement;
    const at = [...root.querySelectorAll("button.open")].indexOf(active);
    const box = [...root.querySelectorAll("input.tick")].indexOf(active);
    list.replaceChildren(...data.rows.map((row) => line(row, chosen, told)));
    root.querySelectorAll("button.open")[at]?.focus();
    root.querySelectorAll("input.tick")[box]?.focus();
  };
  root.querySelector(".caption").textContent = data.caption;
  list.hidden = !data.rows.length;
  draw();
  keys(root, data);
  document.removeEventListener("keydown", listening.get(parentElement), true);
  const listener = (event) => {
    if (onKey(root, data, told, event)) event.preventDefault();
  };
  listening.set(parentElement, listener);
  // Before the parts of the page, some of which let no key pass.
  document.addEventListener("keydown", listener, true);
  root.dataset.keys = Object.keys(data.press).join(" ");
  root.dataset.report = data.report;
  return () => document.removeEventListener("keydown", listener, true);
}
