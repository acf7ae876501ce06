// What is typed is kept in this tab alone, until it is sent, cleared or the tab is closed. Never in an address.
const PLACE = "on-the-record-draft";

// A browser may refuse all storage; then a reload loses what was typed, and nothing else changes.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const keep = (draft) => attempt(() => sessionStorage.setItem(PLACE, JSON.stringify(draft)));
export const kept = () => attempt(() => JSON.parse(sessionStorage.getItem(PLACE) ?? "null"));
export const forget = () => attempt(() => sessionStorage.removeItem(PLACE));

const LINK = /^#([0-9A-Za-z-]{6,12})\.([0-9A-Za-z-]{12,24})$/;

// A link to a report has its code behind the #, which browsers never send. It is taken out of the address bar at once.
export function takeLink() {
  const found = LINK.exec(location.hash);
  if (!found) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return { reference: found[1], code: found[2], linked: "yes" };
}

export const linkTo = (page, reference, code) => new URL(`${page}#${reference}.${code}`, location.href).href;
