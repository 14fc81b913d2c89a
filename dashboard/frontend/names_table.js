// A reference table: a field that narrows it, its rows with where each comes from, and the way to edit one.
import { element } from './elements.js';
import { act } from './names_act.js';
import { editRow, keyOf, nameOf } from './names_edit.js';
import { awaited, button, grid } from './stewardship.js';
import { fill } from './upload_words.js';

const MOST = 100;

/** The part of the page for one table. */
export function tablePart(screen, table) {
  const { ask, view } = screen;
  return awaited(view.words.steward.wait, () => ask('GET', `names/${table}`), told => drawn(screen, told));
}

function drawn(screen, told) {
  const { words, view } = screen, { steward } = view.words;
  const list = element('div', { class: 'zs-stack' });
  const field = element('input', { type: 'search', 'aria-label': steward.search, placeholder: steward.search, oninput: () => show() });
  const show = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = told.rows.filter(row => wanted.every(word => row.text.includes(word)));
    const listed = fitting.slice(0, MOST);
    list.replaceChildren(
      element('p', { class: 'zs-subtitle', role: 'status' },
        fitting.length ? fill(words.shown, { number: fitting.length, count: listed.length }) : told.rows.length ? steward.none : words.empty),
      listed.length ? grid({ label: words[`tab_${told.table}`], head: [...told.columns, view.words.field.origin, ''], rows: listed.map(row => line(screen, told, row)) }) : '');
  };
  show();
  const unsaved = [...screen.unsaved.keys()].filter(key => key.startsWith(`${told.table}/`)).length;
  return [
    element('div', { class: 'zs-row' }, field, told.can.add && button(words.new, () => editRow(screen, told, null), 'apart'),
      unsaved > 0 && element('span', { class: 'zs-tag zs-warn' }, fill(words.unsaved_note, { count: unsaved }))),
    list,
  ];
}

function line(screen, told, row) {
  const { words } = screen, isUnsaved = screen.unsaved.has(keyOf(told, row));
  const origin = element('span', { class: `zs-tag${row.origin === 'edited' ? ' zs-info' : ''}` }, words[row.origin]);
  return {
    kind: isUnsaved ? 'unsaved' : '',
    cells: [...row.shown, element('span', {}, origin, row.is_example && [' ', element('span', { class: 'zs-tag zs-warn' }, words.example)],
      isUnsaved && [' ', element('span', { class: 'zs-tag zs-warn' }, words.unsaved)]),
    element('div', { class: 'zs-acts' }, told.can.edit && button(words.edit, () => editRow(screen, told, row)),
      told.can.remove && row.can_remove && [' ', button(words.remove, () => act(screen, {
        title: fill(words.remove_title, { name: nameOf(told, row) }), isDanger: true, change: { kind: 'edit', table: told.table, key: row.key, row: null },
      }))])],
  };
}
