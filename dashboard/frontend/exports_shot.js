// One shot in a sheet: its fields, its place in the list, and itself alone to take away.
import { element } from './elements.js';
import { openSheet } from './sheet.js';
import { button, say } from './stewardship.js';
import { fill } from './upload_words.js';

/** Opens a shot; `wrong` has the sentence about a field by its name; `change` is told of every change. */
export function shotSheet(screen, { shot, wrong = {}, change, redraw }) {
  const { draft, view, host } = screen, words = view.words.shots, { told } = draft;
  const changed = (name, value) => {
    shot[name] = value;
    change();
  };
  const number = event => (event.target.value.trim() === '' ? null : Number(event.target.value));
  const query = field('query', words.query, wrong.query, element('input', { type: 'text', maxlength: 2000, value: shot.query, autocomplete: 'off', oninput: event => changed('query', event.target.value) }), words.query_hint);
  query.classList.add('zs-whole');
  const content = openSheet(host, { title: fill(words.edit_title, { name: shot.name || words.new }), close: view.words.steward.close, lang: view.language },
    element('div', { class: 'zs-form' },
      field('name', words.name, wrong.name, element('input', { type: 'text', maxlength: 40, value: shot.name, autocomplete: 'off', oninput: event => changed('name', event.target.value) })),
      field('page', words.page, wrong.page, element('select', { onchange: event => changed('page', event.target.value) },
        ...told.pages.map(one => element('option', { value: one.value, selected: one.value === shot.page }, one.words)))),
      field('width', words.width, wrong.width, element('input', { type: 'number', value: shot.width, min: 360, max: 3840, oninput: event => changed('width', number(event)) })),
      field('scale', words.scale, wrong.scale, element('input', { type: 'number', value: shot.scale, min: 1, max: 3, step: 0.5, oninput: event => changed('scale', number(event)) })),
      query, adding(told, words, added => {
        const input = query.querySelector('input');
        input.value = [input.value.replace(/^[^?]*\?/, ''), added].filter(Boolean).join('&');
        changed('query', input.value);
      }), spoken(told, words, shot, wrong, changed)),
    element('div', { class: 'zs-row' },
      moving(screen, shot, words, change), button(words.done, () => host.querySelector(':scope > dialog.zs-sheet').close(), 'main zs-apart')),
    alone(screen, shot, words));
  content.closest('dialog').onclose = redraw;
  content.querySelector('[aria-invalid=true]')?.focus();
}

function field(name, label, wrong, input, hint) {
  const said = element('small', { class: 'zs-wrong', id: `zs-wrong-${name}` }, wrong ?? '');
  input.setAttribute('aria-describedby', said.id);
  if (wrong) input.setAttribute('aria-invalid', 'true');
  input.addEventListener('input', () => {
    input.removeAttribute('aria-invalid');
    said.textContent = '';
  });
  return element('label', { class: 'zs-entry' }, element('span', {}, label), input, hint && element('small', { class: 'zs-hint' }, hint), said);
}

/** A filter chosen from what there is, and put into the address. */
function adding(told, words, add) {
  const kind = element('select', { 'aria-label': words.add_filter, class: 'zs-other' }, element('option', { value: '' }, words.add_filter),
    ...told.choices.map(choice => element('option', { value: choice.name }, choice.words)));
  const place = element('span', { class: 'zs-row' });
  kind.onchange = () => {
    const choice = told.choices.find(one => one.name === kind.value);
    const done = event => {
      if (!event.target.value) return;
      // As the list shows it: letters that can be read, and only what would end the value in signs.
      add(`${choice.name}=${event.target.value.replace(/[%&=+#?]/g, encodeURIComponent)}`);
      kind.value = '';
      place.replaceChildren();
    };
    const input = !choice ? '' : choice.options.length
      ? element('select', { 'aria-label': choice.words, class: 'zs-other', onchange: done }, element('option', { value: '' }, words.choose),
        ...choice.options.map(option => element('option', { value: option.value }, option.words)))
      : element('input', { type: 'date', 'aria-label': choice.words, class: 'zs-other', onchange: done });
    place.replaceChildren(input);
    if (input) input.focus();
  };
  return element('div', { class: 'zs-row zs-whole' }, kind, place);
}

function spoken(told, words, shot, wrong, changed) {
  const tick = ({ target }) => changed('languages', told.all_languages.map(one => one.value)
    .filter(value => (value === target.value ? target.checked : shot.languages.includes(value))));
  return element('fieldset', { class: 'zs-row zs-whole' }, element('legend', { class: 'zs-hint' }, `${words.languages} (${words.all_languages}: —)`),
    ...told.all_languages.map(({ value, words: text }) => element('label', { class: 'zs-check' },
      element('input', { type: 'checkbox', value, checked: shot.languages.includes(value), onchange: tick }), text)),
    wrong.languages && element('small', { class: 'zs-wrong' }, wrong.languages));
}

function moving({ draft, host }, shot, words, change) {
  const at = () => draft.shots.indexOf(shot);
  const move = by => {
    const from = at(), to = from + by;
    if (to < 0 || to >= draft.shots.length) return;
    draft.shots.splice(to, 0, draft.shots.splice(from, 1)[0]);
    change();
  };
  const remove = () => {
    draft.shots.splice(at(), 1);
    host.querySelector(':scope > dialog.zs-sheet').close();
    change();
  };
  return element('span', { class: 'zs-row' }, button(words.up, () => move(-1)), button(words.down, () => move(1)), button(words.remove, remove, 'danger'));
}

/** The shot as it stands in the list that is kept, by itself. */
function alone(screen, shot, words) {
  const { draft, view, host } = screen;
  const language = element('select', { 'aria-label': words.languages, class: 'zs-other' }, ...draft.told.all_languages.map(({ value, words: text }) =>
    element('option', { value, selected: value === view.language }, text)));
  const take = form => button(form.toUpperCase(), async () => {
    if (draft.isChanged) return place.replaceChildren(say('info', words.unsaved));
    host.querySelector(':scope > dialog.zs-sheet').close();
    await screen.begin('exports/shot', { name: shot.name, format: form, language: language.value });
  }, '', { 'data-waits': true, disabled: screen.run?.state === 'running' });
  const place = element('div');
  return element('section', { class: 'zs-stack' }, element('h3', {}, words.only), element('p', { class: 'zs-hint' }, words.only_note),
    element('div', { class: 'zs-row' }, language, take('png'), take('pdf')), place);
}
