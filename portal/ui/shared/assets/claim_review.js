// Puts the claim cards, as machines read them, into the head of the document.
export default function ({ data }) {
  const id = "claim-review";
  const tag =
    /** @type {HTMLScriptElement | null} */ (document.getElementById(id)) || document.createElement("script");
  tag.id = id;
  tag.type = "application/ld+json";
  tag.textContent = data.text;
  document.head.append(tag);
}
