// What rows hold, as it is read: names and codes in the page's language, columns that have a name.
import { element } from './elements.js';
import { labelOf } from './upload_columns.js';
import { fold } from './upload_place.js';
import { count, fill, shown } from './upload_words.js';

const known = new WeakMap();

/** Code or name as a row holds it → as the reader reads it. */
function labelsOf(view) {
  if (!known.has(view)) known.set(view, new Map([...Object.entries(view.values), ...Object.values(view.names).flat().map(({ value, label }) => [value, label])]));
  return known.get(view);
}

/** A value, or several, in words; what nobody knows is a dash. */
export function saidBy({ view, words }, value) {
  const parts = [value].flat().filter(part => part !== null && part !== undefined && part !== '');
  return parts.length ? parts.map(part => shown(labelsOf(view).get(part) ?? part)).join(words.separator) : '—';
}

/** Whether a column has a name of its own; what has none follows from the others. */
export const isNamed = (view, table, column) => Boolean(view.columns[table]?.some(([value]) => value.split('+').includes(column)));

/** The first rows of a workbook as they were read. */
export function* firstRows(state, book) {
  const { view, words } = state;
  for (const [table, rows] of Object.entries(book.preview ?? {})) {
    if (!rows.length) continue;
    const columns = Object.keys(rows[0]).filter(column => isNamed(view, table, column) && rows.some(row => saidBy(state, row[column]) !== '—'));
    const label = fill(words.first_rows, { table: view.tables[table], rows: count(rows.length) });
    yield fold(state, `rows ${book.sha256} ${table}`, label, () => element('div', { class: 'zs-scroll', tabindex: '0', role: 'group', 'aria-label': label }, element('table', { class: 'zs-table' },
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, words.row_place), ...columns.map(column => element('th', { scope: 'col' }, labelOf(state, { table }, column))))),
      element('tbody', {}, ...rows.map(row => element('tr', {}, element('td', {}, shown(`${row.sheet} · ${row.row_number}`)), ...columns.map(column => element('td', {}, saidBy(state, row[column])))))))));
  }
}
