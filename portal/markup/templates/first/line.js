// Says when the page's line to the site is cut, or never came: the framework's own words are for whoever runs it.
const CUT_MS = 3_000;
const NEVER_MS = 20_000;
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("cut");
  const begun = performance.now();
  let connected = false,
    since = 0;
  /** @param {string} which the template whose words are said, or none */
  const say = (which) => {
    if (!place || place.dataset.said === which) return;
    place.dataset.said = which;
    /** @type {HTMLTemplateElement | null} */
    const words = which ? document.querySelector(`template#cut-${which}`) : null;
    place.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  };
  // The framework's word is a dialog: nothing else on the page could be reached while it stands. Shut once, it stays away.
  const shut = () =>
    document
      .querySelector("[data-testid=stDialog] [role=dialog] > button")
      ?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  setInterval(() => {
    const now = performance.now();
    const app = document.querySelector("[data-test-connection-state]");
    if (app?.getAttribute("data-test-connection-state") === "CONNECTED") {
      connected = true;
      since = 0;
      say("");
      return;
    }
    shut();
    if (connected) {
      since ||= now;
      if (now - since > CUT_MS) say("lost");
    } else if (now - begun > NEVER_MS) say("never");
  }, 500);
});
