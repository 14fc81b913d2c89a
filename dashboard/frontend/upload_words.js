// Words with values in them, and text from workbooks as it can be shown: nothing hidden, nothing that acts.

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u2800\u3164\uffa0]/gu;
const LONGEST = 300;

/** `fill('{rows} rows', { rows: 3 })`; a value is put in once and never looked through again. */
export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** Text of others on one line, each sign that cannot be seen shown by its number; the sentence around it stays as it is. */
export function shown(text) {
  const seen = String(text ?? '').replace(/\s+/g, ' ').replace(HIDDEN, sign => `⟨${sign.codePointAt(0).toString(16).toUpperCase()}⟩`);
  return seen.length > LONGEST ? `${seen.slice(0, LONGEST)}…` : seen;
}

export const count = number => Number(number).toLocaleString('en-US');

export const size = bytes => (bytes < 1e6 ? `${count(Math.max(1, Math.round(bytes / 1e3)))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
