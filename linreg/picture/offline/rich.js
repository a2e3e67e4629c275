// Our sentences as elements: **bold**, `formula`, [[term|words that explain themselves]]. All else is text, whoever wrote it.

const MARKED = /\*\*(?<bold>.+?)\*\*|`(?<formula>[^`]+)`|\[\[(?<term>\w+)\|(?<words>.+?)\]\]/;

/** The nodes of a sentence. A line does not end in "W =": that would be hard to read. */
export function sentence(text) {
  const nodes = [];
  let rest = text.replaceAll(" = ", "\u00a0=\u00a0");
  for (let found = MARKED.exec(rest); found; found = MARKED.exec(rest)) {
    nodes.push(rest.slice(0, found.index), marked(found.groups));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, rest];
}

/** What of a sentence is bold, as the page has it in a word. */
sentence.bold = (text) => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, bold]) => bold.replace(/\.+$/, "")).join(" · ");

/** The paragraphs of a text, apart by an empty line. */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => {
    const element = document.createElement("p");
    element.append(...sentence(part.trim()));
    return element;
  });
}

function marked({ bold, formula, term, words }) {
  if (bold !== undefined) return made("strong", ...sentence(bold));
  if (formula !== undefined) return made("code", formula);
  const element = made("dfn", words);
  Object.assign(element, { className: "lr-term", tabIndex: 0 }).dataset.term = term;
  return element;
}

function made(kind, ...inner) {
  const element = document.createElement(kind);
  element.append(...inner);
  return element;
}
