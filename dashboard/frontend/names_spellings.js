// The spellings of a name: added, taken away, split off; and for an organisation, merged into another.
import { element } from './elements.js';
import { act } from './names_act.js';
import { button } from './stewardship.js';
import { fill, shown } from './upload_words.js';

/** The part of a row's sheet about its spellings. */
export function spellings(screen, told, row, back) {
  const { words } = screen, name = row.name, table = told.table;
  const alias = (spelling, object) => ({ kind: 'edit', table: 'aliases', key: { names_of: table, spelling }, row: { name: object } });
  const add = field();
  const parts = [
    element('h3', {}, fill(words.alias_of, { name: shown(name) })),
    element('p', { class: 'zs-row' }, ...row.spellings.map(spelling => element('span', { class: 'zs-tag' }, shown(spelling)))),
    line(words.add_alias, add, words.to_effect, () => add.value.trim() && act(screen, {
      title: fill(words.is_title, { seen: shown(add.value), name: shown(name) }), change: alias(add.value.trim(), name), back,
    })),
  ];
  // Split off is what records write; of a sector or town they keep the name alone.
  if (row.written.length) {
    const spelling = element('select', {}, ...row.written.map(({ written, rows }) =>
      element('option', { value: written }, fill(words.written_rows, { written: shown(written), count: rows }))));
    const other = named(screen, told);
    parts.push(element('h3', {}, words.split), element('div', { class: 'zs-form' },
      element('label', { class: 'zs-entry' }, element('span', {}, words.split_spelling), spelling),
      element('label', { class: 'zs-entry' }, element('span', {}, words.split_name), other)),
    button(words.to_effect, () => other.value.trim() && act(screen, {
      title: fill(words.split_title, { spelling: shown(spelling.value), name: shown(other.value) }), change: alias(spelling.value, other.value.trim()), back,
    })));
  }
  if (told.can.merge) {
    const other = named(screen, told);
    parts.push(element('h3', {}, words.merge), line(words.merge_with, other, words.to_effect, () => other.value.trim() && act(screen, {
      title: fill(words.merge_title, { one: shown(name), other: shown(other.value) }), isDanger: true, back,
      change: { kind: 'decide', reference: row.reference, verdict: `merge:${other.value.trim()}` },
    })));
  }
  return element('section', { class: 'zs-stack' }, ...parts);
}

const field = attributes => element('input', { type: 'text', autocomplete: 'off', maxlength: 300, ...attributes });

/** A field that offers the names of the table. */
function named(screen, told) {
  const id = `zs-names-${told.table}`;
  if (!screen.root.querySelector(`#${id}`)) {
    screen.root.append(element('datalist', { id }, ...told.rows.map(row => element('option', { value: row.name }))));
  }
  return field({ list: id });
}

const line = (label, input, press, run) => element('div', { class: 'zs-row' },
  element('label', { class: 'zs-entry' }, element('span', {}, label), input), button(press, run));
