addEventListener("DOMContentLoaded", () => {
  const first = document.getElementById("first"), root = document.getElementById("root");
  if (!first) return;
  const started = performance.now();
  let whole = 0;
  // Seen by the reader now: what stands there may not vanish before its like is drawn.
  const sees = (part) => {
    const box = part?.getBoundingClientRect();
    return !!box?.height && box.top < innerHeight * 0.75 && box.bottom > 0;
  };
  const isPainted = () => [...root.querySelectorAll("[data-testid^=stBidiComponent] *, [data-testid^=stBidiComponent]")]
    .some((part) => part.shadowRoot?.querySelector("iframe[data-painted], .columns[data-drawn]"));
  const isReady = () => {
    if (!root.querySelector("h1") || !root.querySelector(".st-key-footer")) return false;
    whole ||= performance.now();
    const waited = performance.now() - whole;
    if (waited < 3000 && [...root.querySelectorAll("[data-testid=stSkeleton]")].some(sees)) return false;
    return waited > 1000 || !sees(first.querySelector(".first-map")) || isPainted();
  };
  const timer = setInterval(() => {
    const at = document.activeElement;
    // Somebody who types here is not interrupted: the plain search works as well.
    if ((first.contains(at) && at.matches("input")) || !isReady()) return;
    clearInterval(timer);
    const down = scrollY, link = first.contains(at) && at.getAttribute("href");
    first.remove();
    document.getElementById("first-style")?.remove();
    root.removeAttribute("inert");
    root.querySelector("[data-testid=stMain]")?.scrollTo(0, down);
    if (link) root.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
    performance.mark("handover", {detail: Math.round(performance.now() - started)});
  }, 50);
});
