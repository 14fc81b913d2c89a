// A row of a reference table in a sheet: only what was changed is sent, and what was typed stays until it is kept or thrown away.
import { element } from './elements.js';
import { act, closeSheet, sheet } from './names_act.js';
import { spellings } from './names_spellings.js';
import { button, say } from './stewardship.js';
import { fill, shown } from './upload_words.js';

export const keyOf = (told, row) => `${told.table}/${row ? JSON.stringify(row.key) : ''}`;
export const nameOf = (told, row) => shown(Object.entries(row.key).map(([column, value]) => row.words[column] ?? value).join(' '));

/** Opens a row, or an empty one for a new row; with what was typed before, and the sentence about one of its fields. */
export function editRow(screen, told, row, wrong = {}) {
  const { words } = screen, place = keyOf(told, row);
  const typed = screen.unsaved.get(place) ?? {};
  const kept = name => row?.values[name] ?? '';
  const fields = told.fields.filter(field => !row || !field.is_key);
  const entries = fields.map(field => entry(field, typed[field.name] ?? kept(field.name), typed[field.name] !== undefined, wrong[field.name], value => {
    if (value === kept(field.name)) delete typed[field.name];
    else typed[field.name] = value;
    if (Object.keys(typed).length) screen.unsaved.set(place, typed);
    else screen.unsaved.delete(place);
    return typed[field.name] !== undefined;
  }));
  const note = element('div', {}, wrong[''] && say('bad', wrong['']));
  const next = button(words.to_effect, () => {
    if (!Object.keys(typed).length) return note.replaceChildren(say('info', words.nothing_changed));
    look(screen, told, row, typed);
  }, 'main');
  const discard = button(words.throw_away, () => {
    screen.unsaved.delete(place);
    closeSheet(screen);
    screen.redraw();
  });
  const content = sheet(screen, row ? fill(words.edit_title, { name: nameOf(told, row) }) : words.new_title, note,
    // Of a town only the spellings are edited here.
    ...(fields.length ? [element('div', { class: 'zs-form' }, ...entries), element('div', { class: 'zs-row' }, next, discard)] : []),
    row && told.can.spell && spellings(screen, told, row, () => editRow(screen, told, row)));
  // Closed by Escape or beside it, what was typed is not lost; the list says so.
  content.closest('dialog').onclose = screen.redraw;
  content.querySelector('[aria-invalid=true]')?.focus();
}

function look(screen, told, row, typed) {
  const { words } = screen;
  const names = told.fields.filter(field => field.is_key).map(field => field.name);
  const key = row ? row.key : Object.fromEntries(names.map(name => [name, typed[name] ?? '']));
  const changed = Object.fromEntries(Object.entries(typed).filter(([name]) => !names.includes(name)));
  const back = wrong => editRow(screen, told, row, wrong);
  const inWords = (field, value) => field.options?.find(option => option.value === value)?.words ?? shown(value || '—');
  const about = told.fields.filter(({ name }) => typed[name] !== undefined).map(field => element('li', {}, element('span', { class: 'zs-hint' }, `${field.words} `),
    row && [element('span', { class: 'zs-old' }, inWords(field, row.values[field.name])), ' '], element('span', { class: 'zs-now' }, inWords(field, typed[field.name]))));
  act(screen, {
    about: element('ul', { class: 'zs-lines' }, ...about),
    title: row ? fill(words.edit_title, { name: nameOf(told, row) }) : words.new_title, change: { kind: 'edit', table: told.table, key, row: changed },
    back: () => back(), done: () => screen.unsaved.delete(keyOf(told, row)),
    refused: error => {
      if (error.status !== 422) return false;
      back({ [error.column ?? '']: error.message });
      return true;
    },
  });
}

/** A field with its label and the sentence about what is wrong with it; `keep(value)` says whether it differs. */
function entry(field, value, isUnsaved, wrong, keep) {
  const said = element('small', { class: 'zs-wrong', id: `zs-wrong-${field.name}` }, wrong ?? '');
  const mark = event => {
    event.target.classList.toggle('zs-unsaved', keep(event.target.value));
    event.target.removeAttribute('aria-invalid');
    said.textContent = '';
  };
  const attributes = { name: field.name, class: isUnsaved ? 'zs-unsaved' : null, 'aria-invalid': wrong ? 'true' : null, 'aria-required': field.required ? 'true' : null,
    'aria-describedby': said.id, oninput: mark };
  const input = field.options
    ? element('select', attributes, !field.options.some(option => option.value === '') && element('option', { value: '' }, ''),
      ...field.options.map(option => element('option', { value: option.value, selected: option.value === value }, option.words)))
    : element('input', { type: 'text', autocomplete: 'off', maxlength: 300, value, ...attributes });
  return element('label', { class: 'zs-entry' }, element('span', {}, field.required ? `${field.words} *` : field.words), input, said);
}
