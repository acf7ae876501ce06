// Keeps one frame with the map page, sends it the view, and hands back the area a reader clicks.
const frames = new WeakMap();

function makeFrame(parent, data) {
  const frame = document.createElement("iframe");
  frame.title = data.title;
  frame.style.cssText = "width:100%;border:1px solid var(--st-border-color);border-radius:4px;display:block";
  frame.style.height = "min(70vh, 520px)";
  parent.append(frame);
  return frame;
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let kept = frames.get(parentElement);
  if (!kept) {
    kept = { frame: makeFrame(parentElement, data), src: "", view: null, pick: null };
    frames.set(parentElement, kept);
    kept.listener = (event) => {
      if (event.origin !== window.location.origin || event.source !== kept.frame.contentWindow) return;
      if (event.data?.kind === "ready") kept.send();
      if (event.data?.kind === "picked") kept.pick(event.data.code);
      if (event.data?.kind === "painted") kept.frame.dataset.painted = event.data.version;
    };
    window.addEventListener("message", kept.listener);
  }
  const styles = getComputedStyle(parentElement.host ?? parentElement);
  kept.view = {
    ...data.view,
    background: styles.getPropertyValue("--st-secondary-background-color") || "#f3f5f7",
  };
  kept.pick = (code) => setTriggerValue("picked", code);
  kept.send = () =>
    kept.frame.contentWindow.postMessage({ kind: "view", view: kept.view }, window.location.origin);
  kept.frame.title = data.title;
  if (kept.src !== data.src) {
    // Setting `src` again would add a step to the browser's Back button; replacing does not.
    if (kept.src) kept.frame.contentWindow.location.replace(data.src);
    else kept.frame.src = data.src;
    kept.src = data.src;
    delete kept.frame.dataset.painted;
  } else {
    kept.send();
  }
  return () => {
    window.removeEventListener("message", kept.listener);
    frames.delete(parentElement);
    kept.frame.remove();
  };
}
