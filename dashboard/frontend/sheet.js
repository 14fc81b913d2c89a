// A sheet over the page for what is asked for: a definition, a table, records. Escape and a click beside it close it.
import { element, tool } from './elements.js';

/** Opens the host's sheet with a title and children; returns the element that holds them, to fill again later. */
export function openSheet(host, { title, close, lang, wide = false }, ...children) {
  let dialog = host.querySelector(':scope > dialog.zs-sheet');
  if (!dialog) {
    dialog = element('dialog', { class: 'zs-sheet' });
    // The dialog fills its own box, so a click on the element itself is one beside what it holds.
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    host.append(dialog);
  }
  dialog.lang = lang;
  dialog.classList.toggle('zs-wide', wide);
  dialog.setAttribute('aria-label', title);
  const content = element('div', { class: 'zs-sheet-content' }, ...children);
  dialog.replaceChildren(element('div', { class: 'zs-sheet-box' },
    element('header', {}, element('h2', {}, title), tool('close', close, () => dialog.close())), content));
  if (!dialog.open) dialog.showModal();
  return content;
}

export const isOpen = host => Boolean(host.querySelector(':scope > dialog.zs-sheet')?.open);

// A day or a name of up to twelve characters is not broken; a sentence needs room for some words a line.
const SHORT = 12, LONG = 60;

/** A real table; with `act(index)` its rows can be chosen, by mouse anywhere, by keyboard at their first cell. */
export function table({ head, rows, originals = [], label, numeric = [], ids = [], act, can = () => true }) {
  const line = (cells, index) => {
    const id = ids[index] || null;
    const row = cells.map((content, column) => cell(content, column, originals[index]?.[column]));
    if (!act || !can(index)) return element('tr', { id }, ...row);
    const run = () => act(index);
    row[0].replaceChildren(element('button', { type: 'button', class: 'zs-cell' }, cells[0]));
    return element('tr', { id, class: 'zs-live', onclick: run }, ...row);
  };
  // A name in the page's language shows at the mouse what it is called in the records.
  const cell = (text, column, original) => element('td', { title: original || null,
    class: numeric[column] ? 'zs-number' : text.length <= SHORT ? 'zs-short' : text.length > LONG ? 'zs-long' : null }, text);
  return element('div', { class: 'zs-scroll', tabindex: '0', role: 'group', 'aria-label': label },
    element('table', { class: 'zs-table' },
      element('thead', {}, element('tr', {}, ...head.map((text, column) =>
        element('th', { scope: 'col', class: numeric[column] ? 'zs-number' : null }, text)))),
      element('tbody', {}, ...rows.map(line))));
}
