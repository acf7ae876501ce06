// Draws the block of questions that Python describes, keeps what is typed in this tab, and hands back what was pressed.
import { forget, keep, kept, keptChange, linkTo, takeLink } from "./draft.js";
import { collect, element, FIELDS, field, lasting } from "./question_fields.js";
import { PARTS } from "./question_parts.js";
import { enter, leaveTo, wanted } from "./steps.js";

const boards = new WeakMap();
const LOOK_AFTER_MS = 500;
const NO_ANSWER_AFTER_MS = 10_000;

function summary(root, data) {
  if (!data.errors.length) return null;
  const items = data.errors.map((error) => {
    const target = field(root, error.field);
    if (!target) return element("li", { textContent: error.sentence });
    const jump = element("a", { href: `#${target.id}`, textContent: error.sentence });
    jump.addEventListener("click", (event) => {
      event.preventDefault();
      target.focus();
    });
    return element("li", {}, jump);
  });
  const holder = element("div", { className: "summary", role: "alert", tabIndex: -1 });
  holder.append(element("h2", { textContent: data.problem }), element("ul", {}, ...items));
  return holder;
}

function local(board, action) {
  if (action.does === "print") window.print();
  if (action.does === "save") {
    const { name, lines, link } = board.data.copy;
    const written = lines.join("\r\n").replace("{link}", linkTo(link.page, link.reference, link.code));
    const address = URL.createObjectURL(new Blob([written], { type: "text/plain" }));
    element("a", { href: address, download: name }).click();
    URL.revokeObjectURL(address);
  }
}

function buttons(board) {
  const made = board.data.actions.map((action) => {
    const button = element("button", {
      type: action.look === "main" && !action.does ? "submit" : "button",
      className: action.look,
      textContent: action.label,
    });
    button.dataset.action = action.id;
    if (action.does) button.addEventListener("click", () => local(board, action));
    else if (action.look !== "main") button.addEventListener("click", () => board.act(action.id));
    return button;
  });
  return element("div", { className: "actions" }, ...made);
}

// Programs fill every field they find; people neither see this one nor reach it.
function trap() {
  const input = element("input", { name: "website", tabIndex: -1, autocomplete: "off" });
  input.dataset.passing = "yes";
  return element("div", { className: "trap", "aria-hidden": "true" }, input);
}

function typed(board, event) {
  const { data, form } = board;
  if (data.draft) keep({ ...data.draft, ...lasting(form, collect(form)) }, data.keeps);
  for (const show of board.watching) show();
  if (data.look && event.target.name === data.look) {
    clearTimeout(board.looking);
    board.looking = setTimeout(() => board.act("look"), LOOK_AFTER_MS);
  }
}

function draw(board, root) {
  const { data } = board;
  const form = element("form", { noValidate: true, autocomplete: "on" });
  board.form = form;
  board.watching = [];
  board.found = 0;
  const values = { ...data.values, ...keptChange(data) };
  const head = element("h2", { textContent: data.heading, tabIndex: -1 });
  for (const part of data.parts) {
    const make = FIELDS[part.type];
    form.append(
      make ? make(part, values, data.errors, board.act) : PARTS[part.type](part, board.act, board, form),
    );
  }
  form.append(trap(), buttons(board));
  form.addEventListener("input", (event) => typed(board, event));
  form.addEventListener("change", (event) => typed(board, event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const main = data.actions.find((action) => action.look === "main");
    if (main) board.act(main.id);
  });
  const faults = summary(form, data);
  root.querySelector(".block").replaceChildren(...[faults, head, form].filter(Boolean));
  if (data.draft) keep({ ...data.draft, ...lasting(form, collect(form)) }, data.keeps);
  // Marks were made for the words as sent, so words typed since are looked at anew.
  if (data.look && values[data.look] !== data.values[data.look]) board.act("look");
  if (board.view !== null || data.focus) {
    const target = faults ?? head;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }
  board.view = data.view;
  enter(board);
}

function leave(board) {
  forget();
  forget("change");
  board.form?.reset();
  document.body.hidden = true;
  board.gone = true;
  leaveTo(board.data.leave.to);
}

function begin(parentElement) {
  const root = parentElement.querySelector(".board");
  const board = { view: null, watching: [], form: null, found: 0, place: "", acted: "", gone: false };
  board.say = (sentence) => {
    root.querySelector(".status").textContent = sentence;
  };
  const lock = (on) => {
    for (const button of root.querySelectorAll(".actions button")) button.disabled = on;
  };
  board.free = () => {
    clearTimeout(board.waiting);
    lock(false);
  };
  board.act = (action, more = {}) => {
    clearTimeout(board.looking);
    clearTimeout(board.waiting);
    if (action !== "look") {
      board.acted = action;
      lock(true);
      board.waiting = setTimeout(() => {
        lock(false);
        board.say(board.data.silence);
      }, NO_ANSWER_AFTER_MS);
    }
    const values = board.form ? collect(board.form) : {};
    board.send({ view: board.data.view, action, values: { ...values, ...more } });
  };
  board.linked = () => {
    const link = board.data.link ? takeLink() : null;
    if (link) board.act("open", link);
    return Boolean(link);
  };
  root.querySelector(".leave").addEventListener("click", () => leave(board));
  board.moved = () => {
    const visit = board.gone ? "" : wanted(board.data);
    if (visit) board.act("visit", { visit });
  };
  window.addEventListener("hashchange", board.linked);
  window.addEventListener("popstate", board.moved);
  return board;
}

// True when this tab holds something to go on with; then nothing is drawn until Python has it.
function resumed(board) {
  if (!board.data.restore) return false;
  if (board.linked()) return true;
  const draft = board.data.resumes ? kept() : null;
  if (draft) board.act("restore", { draft });
  return Boolean(draft);
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let board = boards.get(parentElement);
  const root = parentElement.querySelector(".board");
  if (!board) {
    board = begin(parentElement);
    boards.set(parentElement, board);
  }
  board.data = data;
  board.send = (act) => setTriggerValue("act", act);
  root.querySelector(".leave").textContent = data.leave.label;
  root.querySelector(".leaving").textContent = data.leave.words;
  if (data.clear) forget(data.keeps);
  if (board.view !== data.view) {
    if (!resumed(board)) {
      board.free();
      board.say("");
      draw(board, root);
    }
  } else {
    for (const show of board.watching) show();
  }
  return () => {
    window.removeEventListener("hashchange", board.linked);
    window.removeEventListener("popstate", board.moved);
    clearTimeout(board.looking);
    clearTimeout(board.waiting);
    boards.delete(parentElement);
  };
}
