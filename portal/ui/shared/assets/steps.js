// Each block of questions is a step of the browser's history: Back leads to the block before and leaves the page only from
// the first. The address holds the name of a block and nothing of what was written.

const here = () => location.hash.slice(1);

// Called once a block is drawn; `acted` is what was pressed before. The browser may stand there already.
export function enter(board) {
  const { place } = board.data;
  if (!place) return;
  const { state } = history;
  if (place === here()) {
    // Nothing to do.
  } else if (!board.place || board.acted === "visit") {
    if (here()) history.replaceState(state, "", `#${place}`);
  } else if (board.acted === "back" && state?.before === place) {
    history.back();
  } else {
    // Without a name of its own, a way back to the first block would have the whole page made anew.
    if (!here()) history.replaceState(state, "", `#${board.place}`);
    history.pushState({ deep: (state?.deep ?? 0) + 1, before: board.place }, "", `#${place}`);
  }
  board.place = place;
}

// The block that Back or Forward asks for; "" when it is open, or when the page has no blocks.
export const wanted = ({ place, places }) => (places?.includes(here()) && here() !== place ? here() : "");

// Goes where somebody who leaves quickly is led, from the first block's entry, so that Back leads to none of the others.
export function leaveTo(address) {
  const deep = history.state?.deep ?? 0;
  const go = () => location.replace(address);
  if (!deep) return go();
  window.addEventListener("popstate", go, { once: true });
  setTimeout(go, 300);
  return history.go(-deep);
}
