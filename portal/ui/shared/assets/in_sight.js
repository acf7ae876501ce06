// Says once that a reader is near a part of the page, so that what it needs is loaded for those who come there.
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
  return () => watch.disconnect();
}
