// Keeps one frame with the map page, sends it the view, and tells the number of the area a reader presses.
const frames = new WeakMap();

function made(root, data) {
  const frame = root.querySelector("iframe");
  frame.title = data.title;
  const open = root.querySelector(".told button");
  /** @type {any} */
  const kept = { root, frame, open, src: "", view: null, opens: false, pick: null };
  open.addEventListener("click", () => kept.pick(open.dataset.opens));
  kept.listener = (event) => {
    if (event.origin !== window.location.origin || event.source !== frame.contentWindow) return;
    if (event.data?.kind === "ready") kept.send();
    if (event.data?.kind === "picked") pressed(kept, event.data);
    if (event.data?.kind === "painted") frame.dataset.painted = event.data.version;
  };
  window.addEventListener("message", kept.listener);
  new ResizeObserver(() => keepSize(frame)).observe(frame);
  return kept;
}

// What fits between the margins of a sheet of A4.
const SHEET = 680;

/** The size the map is drawn at: on paper it keeps it, or is shrunk whole, because nothing is drawn anew for a printer. */
function keepSize(frame) {
  if (window.matchMedia("print").matches || !frame.offsetWidth) return;
  frame.style.setProperty("--drawn-width", `${frame.offsetWidth}px`);
  frame.style.setProperty("--drawn-height", `${frame.offsetHeight}px`);
  frame.style.setProperty("--shrink", String(Math.min(1, SHEET / frame.offsetWidth)));
}

/** Opens the area at once where the map is for choosing; else says its number in the line below, with a way to open it. */
function pressed(kept, { code, name, said }) {
  if (kept.opens) return kept.pick(code);
  kept.root.querySelector(".told span").textContent = `${said}. `;
  kept.open.textContent = `Open ${name}`;
  kept.open.dataset.opens = code;
  kept.open.hidden = false;
}

function hush(kept, hint) {
  kept.root.querySelector(".told span").textContent = hint;
  kept.open.hidden = true;
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".area-map");
  let kept = frames.get(parentElement);
  if (!kept) {
    kept = made(root, data);
    frames.set(parentElement, kept);
  }
  // A number that was read off an earlier view is not left standing beside the new one.
  if (kept.view?.version !== data.view.version) hush(kept, data.hint);
  kept.view = data.view;
  kept.opens = data.opens;
  kept.pick = (code) => setTriggerValue("picked", code);
  kept.send = () =>
    kept.frame.contentWindow.postMessage({ kind: "view", view: kept.view }, window.location.origin);
  kept.frame.title = data.title;
  // The legend is drawn by the server of names it has escaped.
  root.querySelector(".key").innerHTML = data.key;
  if (kept.src !== data.src) {
    // Setting `src` again would add a step to the browser's Back button; replacing does not.
    if (kept.src) kept.frame.contentWindow.location.replace(data.src);
    else kept.frame.src = data.src;
    kept.src = data.src;
    delete kept.frame.dataset.painted;
  } else {
    kept.send();
  }
  return () => {
    window.removeEventListener("message", kept.listener);
    frames.delete(parentElement);
  };
}
