// What stands between the fields: sentences, contacts, answers to check, codes to keep, and the two copies side by side.
import { linkTo } from "./draft.js";
import { element, field } from "./question_fields.js";

const text = (part) => element("p", { className: `text ${part.look ?? ""}`, textContent: part.text });

const lines = (part) =>
  element(part.numbered ? "ol" : "ul", {}, ...part.items.map((item) => element("li", { textContent: item })));

const heading = (part) => element("h3", { textContent: part.text });

function away(href, label) {
  const link = element("a", { href, textContent: label });
  if (href.startsWith("http")) link.rel = "noopener noreferrer";
  return link;
}

const link = (part) => element("p", {}, away(part.href, part.label));

function contacts(part) {
  const items = part.items.map((contact) => {
    const web = contact.href.startsWith("http");
    const name = web ? away(contact.href, contact.name) : element("strong", { textContent: contact.name });
    const value = contact.href
      ? away(contact.href, contact.value)
      : element("strong", { textContent: contact.value });
    const seen = element(
      "span",
      { className: "hint" },
      contact.as_of ? `As of ${contact.as_of}: ` : "",
      away(contact.source_url, contact.source_title),
      contact.checked_on ? `, last checked ${contact.checked_on}.` : ", not read again since.",
    );
    const rule = contact.rule ? [element("br"), contact.rule] : [];
    return element("li", {}, name, ...(web ? [] : [": ", value]), ...rule, element("br"), seen);
  });
  return element("ul", { className: "contacts" }, ...items);
}

function answers(part, act) {
  const rows = part.rows.map((row) => {
    const change = element(
      "button",
      { type: "button", className: "link", onclick: () => act("change", { step: row.step }) },
      "Change",
    );
    change.append(element("span", { className: "unseen", textContent: ` ${row.label.toLowerCase()}` }));
    return element(
      "div",
      { className: "answer" },
      element("dt", { textContent: row.label }),
      element("dd", { className: "typed", textContent: row.value || row.none }),
      row.step ? element("dd", { className: "change" }, change) : null,
    );
  });
  return element("dl", { className: "answers" }, ...rows);
}

function code(part, _act, board) {
  const value = part.page ? linkTo(part.page, part.reference, part.code) : part.value;
  const shown = element("code", { textContent: value });
  const copy = element("button", { type: "button", className: "second", textContent: part.copy });
  copy.addEventListener("click", async () => {
    // Where the clipboard is refused, the text is selected instead, ready for the reader's own copy command.
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    if (!done) getSelection()?.selectAllChildren(shown);
    board.say(done ? part.copied : part.selected);
  });
  return element(
    "div",
    { className: "code" },
    element("p", { className: "name", textContent: part.label }),
    shown,
    copy,
  );
}

const press = (part, act) =>
  element("button", {
    type: "button",
    className: "second",
    textContent: part.label,
    onclick: () => act(part.action),
  });

function said(part) {
  const head = element("p", { className: "name", textContent: part.by });
  return element(
    "div",
    { className: `said ${part.look ?? ""}` },
    head,
    element("p", { className: "typed", textContent: part.text }),
  );
}

// A segment is [text, what it looks like, what to write instead, why]; together they are the text they were found in.
export function marked(board, value) {
  const segments = board.data.marks ?? [];
  const fresh = segments.map((segment) => segment[0]).join("") === value;
  if (!fresh) return [value];
  return segments.map(([words, kind]) => (kind ? element("mark", { title: kind }, words) : words));
}

function preview(part, _act, board, root) {
  const holder = element("div", { className: "copies" });
  const show = () => {
    const value = (name) => field(root, name)?.value ?? part.others[name] ?? "";
    const open = value("public").trim();
    const copy = (name, title, ...typed) =>
      element(
        "section",
        { className: `copy ${name}`, "aria-label": title },
        element("p", { className: "name", textContent: title }),
        ...typed,
      );
    const typed = (words) => element("p", { className: "typed" }, ...words);
    const closed = [value("police_only"), value("wanted")].map((words) => words.trim()).filter(Boolean);
    holder.replaceChildren(
      copy(
        "open",
        part.open.title,
        ...(open ? [typed(marked(board, value("public")))] : []),
        element("p", { className: "hint", textContent: open ? part.open.from : part.open.none }),
      ),
      copy(
        "closed",
        part.closed.title,
        ...[open, ...closed].filter(Boolean).map((words) => typed([words])),
        element("p", { className: "hint", textContent: part.closed.from }),
      ),
    );
  };
  board.watching.push(show);
  show();
  return holder;
}

function marks(part, _act, board, root) {
  const holder = element("div", { className: "marks" });
  const replace = (at) => {
    const box = field(root, part.name);
    box.value = board.data.marks
      .map((segment, place) => ((at === null || at === place) && segment[2] ? segment[2] : segment[0]))
      .join("");
    box.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    box.focus();
  };
  const show = () => {
    const segments = board.data.marks ?? [];
    const fresh = segments.map((segment) => segment[0]).join("") === field(root, part.name).value;
    const found = fresh
      ? segments.map((segment, at) => ({ segment, at })).filter(({ segment }) => segment[1])
      : [];
    const items = found.map(({ segment, at }) => {
      const item = element(
        "li",
        {},
        element("mark", { textContent: segment[0] }),
        ` ${part.looks} ${segment[1]}. ${segment[3]} `,
      );
      if (segment[2])
        item.append(
          element("button", {
            type: "button",
            className: "link",
            textContent: `${part.replace} ${segment[2]}`,
            onclick: () => replace(at),
          }),
        );
      return item;
    });
    holder.replaceChildren(
      ...(items.length
        ? [element("p", { className: "name", textContent: part.title }), element("ul", {}, ...items)]
        : []),
    );
    if (items.length > 1)
      holder.append(
        element("button", {
          type: "button",
          className: "second",
          textContent: part.replace_all,
          onclick: () => replace(null),
        }),
      );
    if (items.length && items.length !== board.found) board.say(`${part.title} (${items.length})`);
    board.found = items.length;
  };
  board.watching.push(show);
  show();
  return holder;
}

export const PARTS = { text, lines, heading, link, contacts, answers, code, press, said, preview, marks };
