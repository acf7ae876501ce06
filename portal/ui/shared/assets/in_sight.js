// Says once that a reader is near a part of the page, so that what it needs is loaded for those who come there. On a wide
// screen that spares no data it is loaded for all once the page has long been still: paper shows what nobody scrolled to.
const STILL_MS = 6_000;

export default function ({ parentElement, setStateValue, data }) {
  if (data.seen) return;
  const main = document.querySelector("[data-testid=stMain]");
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      setStateValue("seen", true);
    },
    { root: main, rootMargin: "400px 0px" },
  );
  watch.observe(parentElement.querySelector(".sight"));
  const isWide = matchMedia("(min-width: 760px)").matches && !navigator["connection"]?.saveData;
  const still = isWide ? setTimeout(() => setStateValue("seen", true), STILL_MS) : 0;
  return () => {
    clearTimeout(still);
    watch.disconnect();
  };
}
