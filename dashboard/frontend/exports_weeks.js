// The weeks that went out, each with its pictures and files; one made now; two beside each other.
import { element } from './elements.js';
import { openSheet } from './sheet.js';
import { awaited, button, grid, say } from './stewardship.js';
import { takeAway } from './take.js';
import { fill } from './upload_words.js';

/** The part of the page; `redraw` asks for everything anew. */
export function weeksPart(screen) {
  const part = element('div', { class: 'zs-stack' });
  part.redraw = () => part.replaceChildren(awaited(screen.view.words.steward.wait, () => screen.ask('GET', 'exports'), told => {
    if (told.run || told.elsewhere) screen.heard(told.run);
    return shown(screen, told);
  }));
  part.redraw();
  return part;
}

function shown(screen, told) {
  const { words } = screen, { weeks } = told;
  return [
    told.error && say('bad', told.error),
    told.elsewhere && say('info', fill(words.elsewhere, { host: told.elsewhere })),
    making(screen, told),
    !weeks.length && say('info', words.empty),
    weeks.length > 1 && comparison(screen, weeks),
    ...weeks.map(week => box(screen, week)),
  ];
}

function making(screen, { formats, languages, chosen, run }) {
  const { words } = screen;
  const boxes = (label, options, on) => element('fieldset', { class: 'zs-row' }, element('legend', { class: 'zs-aloud' }, label), element('span', { class: 'zs-hint', 'aria-hidden': 'true' }, label),
    ...options.map(({ value, words: text }) => element('label', { class: 'zs-check' }, element('input', { type: 'checkbox', value, checked: on.includes(value) }), text)));
  const ticked = part => [...part.querySelectorAll('input:checked')].map(input => input.value);
  const forms = boxes(words.formats, formats.map(value => ({ value, words: value.toUpperCase() })), formats);
  const spoken = boxes(words.languages, languages, chosen);
  const begin = button(words.now, () => screen.begin('exports', { formats: ticked(forms), languages: ticked(spoken) }), 'main', { 'data-waits': true, disabled: run?.state === 'running' });
  return element('section', { class: 'zs-box' }, element('h2', {}, words.now), element('p', { class: 'zs-subtitle' }, words.now_note), forms, spoken, element('div', { class: 'zs-row' }, begin));
}

function box(screen, week) {
  const { words, view } = screen, place = element('div');
  const address = (edition, name) => `exports/${week.week}/${name}?${new URLSearchParams(edition ? { edition } : {})}`;
  const take = path => takeAway(path, view.language, place, view.words.steward.lost);
  const picture = name => element('button', { type: 'button', class: 'zs-shot', 'aria-label': name, onclick: () => look(screen, week, name, address) },
    element('img', { src: `/stewardship/${address('', name)}&look=1`, alt: name, loading: 'lazy' }));
  return element('section', { class: 'zs-box' },
    element('h2', {}, week.week),
    element('p', { class: 'zs-subtitle' }, fill(words.made, { date: week.as_of_words, at: week.made_at_words, version: week.version })),
    element('ul', { class: 'zs-told', lang: week.sentences_language }, ...week.sentences.map(text => element('li', {}, text))),
    element('div', { class: 'zs-row zs-shots', role: 'group', 'aria-label': fill(words.pictures, { week: week.week }) }, ...week.pictures.map(picture)),
    ...week.files.length ? week.editions.map(({ name, folder }) => element('div', { class: 'zs-row' },
      element('span', { class: 'zs-tag' }, name), ...week.files.map(file => button(file, () => take(address(folder, file)))))) : [],
    element('div', { class: 'zs-row' }, button(words.whole, () => take(`exports/${week.week}.zip`))),
    place);
}

/** A picture as large as the window, in each language in which the week was made. */
function look(screen, week, name, address) {
  const { view, words, host } = screen, place = element('div');
  const image = element('img', { class: 'zs-large', alt: name });
  let folder = '';
  const show = edition => {
    folder = edition;
    image.src = `/stewardship/${address(folder, name)}&look=1`;
  };
  const others = week.editions.length > 1 ? week.editions.map(edition => button(edition.name, () => show(edition.folder))) : [];
  show('');
  openSheet(host, { title: `${week.week} · ${name}`, close: view.words.steward.close, lang: view.language, wide: true },
    element('div', { class: 'zs-row' }, ...others, button(words.take, () => takeAway(address(folder, name), view.language, place, view.words.steward.lost))), place, image);
}

function comparison(screen, weeks) {
  const { words, ask, view } = screen, result = element('div', { class: 'zs-stack' });
  const choice = (label, chosen) => element('select', { 'aria-label': label, class: 'zs-other' }, ...weeks.map(({ week }, index) =>
    element('option', { value: week, selected: index === chosen }, week)));
  const one = choice(words.one, 1), other = choice(words.other, 0);
  const compare = () => result.replaceChildren(awaited(view.words.steward.wait, () => ask('GET', `exports/compare?${new URLSearchParams({ one: one.value, other: other.value })}`),
    told => (told.rows.length ? table(words, told) : say('info', words.nothing_alike))));
  return element('section', { class: 'zs-box' }, element('h2', {}, words.compare), element('div', { class: 'zs-row' }, one, other, button(words.compare, compare)), result);
}

const table = (words, told) => element('div', { class: 'zs-compare' }, grid({
  label: words.compare, numeric: [1, 2, 3], head: [words.indicator, told.one, told.other, words.change, words.cause_head],
  rows: told.rows.map(row => [[`${row.name}${row.unit ? ` (${row.unit})` : ''}`, row.chosen].filter(Boolean).join(' · '),
    row.before_words, row.now_words, row.change_words, row.cause_words]),
}));
