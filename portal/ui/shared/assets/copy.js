// Texts to copy, each with a button. The text stays selectable where the clipboard is not allowed.
function choose(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

async function copy(element, said, words) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    said.textContent = words.done;
  } catch {
    choose(element);
    said.textContent = words.selected;
  }
}

function row(item, words) {
  const box = document.createElement("div");
  box.className = "copy";
  if (item.label) {
    const label = document.createElement("p");
    label.className = "label";
    label.textContent = item.label;
    box.append(label);
  }
  const text = document.createElement(item.is_code ? "code" : "blockquote");
  text.textContent = item.text;
  const act = document.createElement("div");
  act.className = "act";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = item.act;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", () => copy(text, said, words));
  act.append(button, said);
  box.append(text, act);
  return box;
}

// Buttons in text the server wrote: one listener for the page, whatever is drawn later.
/** @param {Document} page @param {{done: string, selected: string}} words */
function listen(page, words) {
  if (page.documentElement.dataset.copying) return;
  page.documentElement.dataset.copying = "on";
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-copies]") : null;
    const text = button && page.getElementById(button.getAttribute("data-copies") ?? "");
    const said = button?.nextElementSibling;
    if (text && said) copy(text, said, words);
  });
}

const shown = new WeakMap();

export default function (component) {
  const { parentElement, data } = component;
  const root = parentElement.querySelector(".copies");
  listen(document, data.text);
  const now = JSON.stringify(data);
  // A rerun with the same texts must not take the focus away, nor the word that says it was copied.
  if (shown.get(root) === now) return;
  shown.set(root, now);
  root.replaceChildren(...data.items.map((item) => row(item, data.text)));
}
