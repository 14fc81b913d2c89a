// The columns of a table: the heading on the sheet, what it was taken for and why, and another meaning to choose.
import { element } from './elements.js';
import { button } from './stewardship.js';
import { answer } from './upload_state.js';
import { fill, shown } from './upload_words.js';

export const LEAVE = 'nothing';
const joined = one => one.columns.join('+');
export const columnKey = (table, one) => `column ${table.layout} ${one.heading}`;
export const columnAnswer = (table, one, column) => ({ kind: 'column', layout: table.layout, heading: one.heading, column });
/** A candidate of a table that is not known yet names its table; of a known one it is that table's. */
export const fullName = (table, column) => (column === LEAVE || column.includes('.') ? column : `${table.table}.${column}`);
export const isUnknown = one => one.reason === 'unknown';

export function labelOf(state, table, column) {
  const [name, inner] = fullName(table, column).split('.');
  return state.view.columns[name]?.find(([value]) => value === inner)?.[1]
    ?? (inner ?? '').split('+').map(one => state.view.columns[name]?.find(([value]) => value === one)?.[1] ?? one).join(state.words.separator);
}

/** A heading that nobody knows, with the columns it may be. */
export function unknownColumn(state, table, one) {
  const { words, wrong } = state, key = columnKey(table, one);
  const choose = column => answer(state, columnAnswer(table, one, fullName(table, column)), key);
  return element('div', { class: 'zs-upload-item', role: 'group', 'aria-label': shown(one.heading) },
    element('p', {}, element('strong', { class: 'zs-upload-seen' }, shown(one.heading)), ' ',
      element('small', { class: 'zs-hint' }, fill(words.column_at, { sheet: shown(table.sheet), letter: one.letter }))),
    element('div', { class: 'zs-row' },
      ...one.candidates.map(({ column, score }) => button(labelOf(state, table, column), () => choose(column), '', { title: fill(words.likeness, { score: Math.round(score) }), 'data-key': `${key} ${column}` })),
      meaning(state, table, one), button(words.leave, () => choose(LEAVE), 'plain', { 'data-key': `${key} leave` })),
    wrong.has(key) && element('small', { class: 'zs-wrong', role: 'alert' }, wrong.get(key)));
}

/** All columns of the sheet with the reason of each match. */
export function columns(state, table) {
  const { words } = state, can = state.summary.may.change;
  const cells = one => [one.letter, shown(one.heading), can ? meaning(state, table, one) : labelOf(state, table, joined(one)), one.reason_words];
  return element('div', { class: 'zs-scroll', tabindex: '0', role: 'group', 'aria-label': words.columns, 'data-scroll': `columns ${table.id}` },
    element('table', { class: 'zs-table' },
      element('thead', {}, element('tr', {}, ...['letter', 'heading', 'meaning', 'reason'].map(name => element('th', { scope: 'col' }, words[`column_${name}`])))),
      element('tbody', {}, ...table.columns.map(one => element('tr', { class: isUnknown(one) ? 'zs-unsaved' : null }, ...cells(one).map(cell => element('td', {}, cell)))))));
}

function meaning(state, table, one) {
  const { words, view, wrong } = state, key = columnKey(table, one), now = joined(one);
  const option = (value, label) => element('option', { value, selected: value === now }, label);
  const known = (view.columns[table.table] ?? []).map(([value, label]) => option(value, label));
  // A table that nobody knows may be any of ours.
  const all = table.table ? known : Object.entries(view.tables).map(([name, label]) =>
    element('optgroup', { label }, ...view.columns[name].map(([value, text]) => option(`${name}.${value}`, text))));
  const isListed = now && view.columns[table.table]?.some(([value]) => value === now);
  return element('select', { class: 'zs-upload-meaning', 'data-key': `${key} select`, 'aria-label': fill(words.meaning_of, { heading: shown(one.heading) }), 'aria-invalid': wrong.has(key),
    onchange: event => event.target.value && answer(state, columnAnswer(table, one, fullName(table, event.target.value)), key) },
  !now && element('option', { value: '', selected: true }, isUnknown(one) ? words.choose_column : words.left),
  now && !isListed && option(now, labelOf(state, table, now)), ...all, option(LEAVE, words.leave));
}
