// A number as somebody types it: with a minus from any keyboard, a decimal comma, a fraction or a percent sign. Pure.

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const BEGUN = /^[-+]?[\d.,]*(e[-+]?\d*)?(\/[-+]?[\d.,]*)?%?$/i;

const plainly = (text) => text.replace(/[\u2010-\u2015\u2212\uff0d]/g, "-").replace(/[\u2044\u2215\u00f7]/g, "/").replace(/\s/g, "");

// A comma parts thousands as the page itself writes them, 1,000, and is a decimal comma anywhere else
function one(text) {
  const whole = /^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  return NUMBER.test(whole) ? Number(whole) : NaN;
}

/** The number that is written there, or null if it is none. */
export function typed(text) {
  const plain = plainly(text);
  const share = plain.endsWith("%");
  const parts = (share ? plain.slice(0, -1) : plain).split("/");
  if (parts.length > 2) return null;
  const [above, below = 1] = parts.map(one);
  const value = above / below / (share ? 100 : 1);
  return Number.isFinite(value) ? value : null;
}

/** Whether it may yet become a number: who has typed "5/" need not be told anything. */
export const begun = (text) => BEGUN.test(plainly(text));

/** Whether how it is read is worth saying: a fraction, a percentage, and a comma that can be taken in two ways. */
export const readable = (text) => /[,/%]/.test(plainly(text));
