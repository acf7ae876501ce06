// Names the page that is open to a screen reader: the framework draws its links without saying which one leads here.
/** @param {Document} page @param {string} here */
export function mark(page, here) {
  for (const link of page.querySelectorAll("[data-testid=stPageLink-NavLink]")) {
    const is = new URL(link.getAttribute("href") || "/", page.baseURI).pathname === here;
    if (is && !link.closest(".st-key-wordmark")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

export default function () {
  mark(document, window.location.pathname);
}
