// The fields of a block of questions, each with its label, hint and error tied to it. Text is only ever set as text.
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const id = (name, what = "field") => `${what}-${name}`;

function described(part, errors) {
  const fault = errors.find((error) => error.field === part.name);
  const parts = [];
  if (part.hint)
    parts.push(element("p", { id: id(part.name, "hint"), className: "hint", textContent: part.hint }));
  if (fault) {
    const said = element("p", { id: id(part.name, "error"), className: "error" });
    said.append(element("span", { className: "unseen", textContent: "Error: " }), fault.sentence);
    parts.push(said);
  }
  return { parts, ids: parts.map((one) => one.id).join(" "), wrong: Boolean(fault) };
}

function tie(control, about) {
  if (about.ids) control.setAttribute("aria-describedby", about.ids);
  if (about.wrong) control.setAttribute("aria-invalid", "true");
  return control;
}

function oneOption(part, option, chosen, first) {
  const input = element("input", { type: "radio", name: part.name, value: option.value });
  input.id = first ? id(part.name) : `${id(part.name)}-${option.value}`;
  input.checked = option.value === chosen;
  const label = element("label", { for: input.id, textContent: option.label });
  const hint = option.hint
    ? element("p", { id: `${input.id}-hint`, className: "hint", textContent: option.hint })
    : null;
  if (hint) input.setAttribute("aria-describedby", hint.id);
  return element("div", { className: "option" }, input, label, hint);
}

function choice(part, values, errors) {
  const about = described(part, errors);
  const legend = element("legend", { textContent: part.label });
  if (part.hidden_label) legend.className = "unseen";
  const options = part.options.flatMap((option, at) => [
    option.group ? element("p", { className: "group", textContent: option.group }) : null,
    oneOption(part, option, values[part.name], at === 0),
  ]);
  return tie(element("fieldset", {}, legend, ...about.parts, ...options), { ...about, wrong: false });
}

function list(part, values, errors) {
  const about = described(part, errors);
  const select = tie(element("select", { id: id(part.name), name: part.name }), about);
  for (const option of part.options)
    select.append(element("option", { value: option.value, textContent: option.label }));
  select.value = values[part.name] ?? "";
  return element(
    "div",
    { className: "field" },
    element("label", { for: select.id, textContent: part.label }),
    ...about.parts,
    select,
  );
}

function line(part, values, errors, act) {
  const about = described(part, errors);
  const input = tie(
    element("input", { id: id(part.name), name: part.name, type: part.input ?? "text" }),
    about,
  );
  input.value = values[part.name] ?? "";
  input.autocomplete = part.autocomplete ?? "off";
  input.spellcheck = false;
  if (part.passing) input.dataset.passing = "yes";
  const row = element("div", { className: "row" }, input);
  if (part.action) {
    const press = () => act(part.action.id);
    row.append(
      element("button", {
        type: "button",
        className: "second",
        textContent: part.action.label,
        onclick: press,
      }),
    );
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      press();
    });
  }
  return element(
    "div",
    { className: "field" },
    element("label", { for: input.id, textContent: part.label }),
    ...about.parts,
    row,
  );
}

export function left(box, limit) {
  const rest = limit - [...box.value].length;
  const shown = Math.abs(rest).toLocaleString("en-GB");
  return rest < 0 ? `${shown} characters too many` : `${shown} characters left`;
}

function box(part, values, errors) {
  const about = described(part, errors);
  const count = element("p", { id: id(part.name, "count"), className: "hint count" });
  const area = element("textarea", { id: id(part.name), name: part.name, rows: part.rows ?? 6 });
  area.value = values[part.name] ?? "";
  tie(area, { ...about, ids: `${about.ids} ${count.id}`.trim() });
  const say = () => {
    count.textContent = left(area, part.limit);
  };
  area.addEventListener("input", say);
  say();
  return element(
    "div",
    { className: "field" },
    element("label", { for: area.id, textContent: part.label }),
    ...about.parts,
    area,
    count,
  );
}

function tick(part, values) {
  const input = element("input", {
    type: "checkbox",
    id: id(part.name),
    name: part.name,
    checked: values[part.name] === "yes",
  });
  const hint = part.hint
    ? element("p", { id: id(part.name, "hint"), className: "hint", textContent: part.hint })
    : null;
  if (hint) input.setAttribute("aria-describedby", hint.id);
  return element(
    "div",
    { className: "option" },
    input,
    element("label", { for: input.id, textContent: part.label }),
    hint,
  );
}

export const FIELDS = { choice, list, line, box, tick };

export function collect(form) {
  const values = {};
  for (const control of form.querySelectorAll("[name]")) {
    if (control.type === "radio") {
      if (control.checked) values[control.name] = control.value;
    } else if (control.type === "checkbox") values[control.name] = control.checked ? "yes" : "";
    else values[control.name] = control.value;
  }
  return values;
}

export function lasting(form, values) {
  const passing = [...form.querySelectorAll("[data-passing]")].map((control) => control.name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !passing.includes(name)));
}

export const field = (root, name) => root.querySelector(`[name="${name}"]`);
