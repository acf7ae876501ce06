// Offers names below the search box while a reader types. The names are fetched once and matched here, so what is typed stays
// in the box. The list is the browser's own, which keys and screen readers know.
const MOST = 8;
const LEAST_TYPED = 2;

/** @param {string} text */
export const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f.'’]/g, "")
    .replace(/[^a-z0-9]+/gi, " ")
    .trim()
    .toLowerCase();

// Names that begin with what is typed, then those of which a later word does; each in the order given.
/** @param {string[]} names @param {string} typed @returns {string[]} */
export function matching(names, typed) {
  const wanted = folded(typed);
  if (wanted.length < LEAST_TYPED) return [];
  const whole = [];
  const within = [];
  for (const name of names) {
    const known = folded(name);
    if (known.startsWith(wanted)) whole.push(name);
    else if (` ${known}`.includes(` ${wanted}`)) within.push(name);
    if (whole.length === MOST) break;
  }
  return [...whole, ...within].slice(0, MOST);
}

const lists = new Map();

/** @param {string} from @returns {Promise<string[]>} */
function fetched(from) {
  if (!lists.has(from)) {
    const asked = fetch(from).then((answer) => (answer.ok ? answer.json() : []));
    // Without the names the box works as before; the next time it is entered they are asked for again.
    lists.set(
      from,
      asked.catch(() => {
        lists.delete(from);
        return [];
      }),
    );
  }
  return lists.get(from);
}

export default function (component) {
  const { parentElement, data } = component;
  const list = parentElement.querySelector("datalist");
  const found = () => document.querySelector(`.st-key-${data.box} input`);
  let names = [];
  const offer = (event) => {
    if (event.target !== found()) return;
    const offered = matching(names, event.target.value);
    list.replaceChildren(
      ...offered.map((name) => Object.assign(document.createElement("option"), { value: name })),
    );
  };
  const enter = async (event) => {
    const input = found();
    if (!input || event.target !== input) return;
    input.setAttribute("list", list.id);
    names = await fetched(data.from);
    offer({ target: input });
  };
  list.id = `${data.box}-names`;
  document.addEventListener("focusin", enter);
  document.addEventListener("input", offer);
  if (document.activeElement === found()) enter({ target: document.activeElement });
  return () => {
    document.removeEventListener("focusin", enter);
    document.removeEventListener("input", offer);
  };
}
