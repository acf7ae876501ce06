globalThis.__streamlit = {
  BACKEND_BASE_URL: location.origin + (document.documentElement.dataset.folder ?? ""),
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
// The framework asks for its font of signs before anything needs one. Where one is drawn, the stylesheet still brings it.
const loads = document.fonts.load.bind(document.fonts);
document.fonts.load = (font, text) =>
  font.includes("Material Symbols") ? Promise.resolve([]) : loads(font, text);
addEventListener("DOMContentLoaded", () => {
  const first = document.getElementById("first");
  const root = document.getElementById("root");
  if (!first || !root) return;
  let headed = 0,
    whole = 0;
  // Seen by the reader now: what stands there may not vanish before its like is drawn.
  const sees = (part) => {
    const box = part?.getBoundingClientRect();
    return !!box?.height && box.top < innerHeight * 0.75 && box.bottom > 0;
  };
  /** @type {Element | null | undefined} */
  let found = null;
  const map = () => {
    if (!found?.isConnected)
      found = [...root.querySelectorAll("[data-testid^=stBidiComponent], [data-testid^=stBidiComponent] *")]
        .map((part) => part.shadowRoot?.querySelector("iframe, .columns"))
        .find(Boolean);
    return found;
  };
  const isReady = () => {
    if (!root.querySelector("h1")) return false;
    headed ||= performance.now();
    if (!root.querySelector(".st-key-footer")) return performance.now() - headed > 8000;
    whole ||= performance.now();
    const waited = performance.now() - whole;
    if (waited > 3000) return true;
    if ([...root.querySelectorAll("[data-testid=stSkeleton]")].some(sees)) return false;
    const drawing = first.querySelector(".first-map");
    const frame = map();
    if (!drawing) return true;
    return (
      !!frame?.getBoundingClientRect().height &&
      (waited > 1000 || !sees(drawing) || frame.matches("[data-painted], [data-drawn]"))
    );
  };
  /** @param {string} name of links that wait until the line is free for them */
  const ask = (name) => {
    /** @type {HTMLTemplateElement | null} */
    const links = document.querySelector(`template#${name}`);
    if (links) document.head.append(links.content);
  };
  requestAnimationFrame(() => setTimeout(() => ask("ahead")));
  const timer = setInterval(() => {
    // Before that the line belongs to the framework's own scripts.
    if (root.firstElementChild) ask("ahead-map");
    const at = document.activeElement;
    // Somebody who types here is not interrupted: the plain search works as well.
    if ((first.contains(at) && at?.matches("input")) || !isReady()) return;
    clearInterval(timer);
    const down = scrollY;
    const link = first.contains(at) && at?.getAttribute("href");
    first.remove();
    document.getElementById("first-style")?.remove();
    root.removeAttribute("inert");
    root.querySelector("[data-testid=stMain]")?.scrollTo(0, down);
    /** @type {HTMLElement | null} */
    const like = link ? root.querySelector(`a[href="${CSS.escape(link)}"]`) : null;
    like?.focus();
    performance.mark("handover", { detail: { whole, hasMap: !!map() } });
  }, 50);
});
