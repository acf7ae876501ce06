// What is typed is kept in this tab alone, until it is sent, cleared or the tab is closed. Never in an address.
// A change to a sent message is kept apart from a new one, so that neither takes the other's place.
// Where a site serves several forces, what is meant for one is never offered to another.
const folder = globalThis.document?.documentElement.dataset.folder ?? "";
const PLACES = { draft: `on-the-record-draft${folder}`, change: `on-the-record-change${folder}` };

// A browser may refuse all storage; then a reload loses what was typed, and nothing else changes.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const keep = (draft, place = "draft") =>
  attempt(() => sessionStorage.setItem(PLACES[place], JSON.stringify(draft)));
export const kept = (place = "draft") =>
  attempt(() => JSON.parse(sessionStorage.getItem(PLACES[place]) ?? "null"));
export const forget = (place = "draft") => attempt(() => sessionStorage.removeItem(PLACES[place]));

// What was typed over the words of this very message and not sent; nothing of another one's.
export function keptChange(data) {
  const change = data.keeps === "change" && data.draft ? kept("change") : null;
  if (!change || change.reference !== data.draft.reference) return {};
  const names = Object.keys(data.values).filter((name) => typeof change[name] === "string");
  return Object.fromEntries(names.map((name) => [name, change[name]]));
}

const LINK = /^#([0-9A-Za-z-]{6,12})\.([0-9A-Za-z-]{12,24})$/;

// A link to a report has its code behind the #, which browsers never send. It is taken out of the address bar at once.
export function takeLink() {
  const found = LINK.exec(location.hash);
  if (!found) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return { reference: found[1], code: found[2], linked: "yes" };
}

export const linkTo = (page, reference, code) => new URL(`${page}#${reference}.${code}`, location.href).href;
