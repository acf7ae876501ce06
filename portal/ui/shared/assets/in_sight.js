// Says once that a reader is near a part of the page, so that what it needs is loaded for those who come there. On a wide
// screen that spares no data and that nobody has touched it is loaded too: paper shows what nobody scrolled to.
const UNTOUCHED_MS = 6_000;
const REST_MS = 250;

// A list that somebody has open would be shut by the page's being drawn anew.
const isAtRest = () => !document.querySelector('.stApp[data-test-script-state="running"], [role=listbox]');

export default function ({ parentElement, setStateValue, data }) {
  if (data.seen) return;
  let later = 0;
  // What is said while the page is being worked out anew would carry the choices from before it, and undo a step back.
  const say = (before = false) => {
    const rests = isAtRest();
    if (rests && before) setStateValue("seen", true);
    else later = setTimeout(() => say(rests), REST_MS);
  };
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      leave();
      say();
    },
    { root: document.querySelector("[data-testid=stMain]"), rootMargin: "400px 0px" },
  );
  const isWide = matchMedia("(min-width: 760px)").matches && !navigator["connection"]?.saveData;
  const untouched = isWide ? setTimeout(say, UNTOUCHED_MS) : 0;
  const touched = () => clearTimeout(untouched);
  const touches = ["pointerdown", "keydown", "popstate"];
  const leave = () => {
    touched();
    watch.disconnect();
    for (const touch of touches) window.removeEventListener(touch, touched, true);
  };
  for (const touch of touches) window.addEventListener(touch, touched, true);
  watch.observe(parentElement.querySelector(".sight"));
  return () => {
    leave();
    clearTimeout(later);
  };
}
