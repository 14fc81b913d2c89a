// The page `exports`: each week that went out with its pictures and files, one made now, and two beside each other.
import { element, received } from './elements.js';
import { asking, awaited, button, dressed, grid, say } from './stewardship.js';
import { takeAway } from './take.js';
import { fill } from './upload_words.js';

const LOOK_EVERY = 2000;
const screens = new WeakMap();

export default async ({ data, parentElement }) => {
  const screen = screens.get(parentElement) ?? { root: element('div', { class: 'zs-steward' }) };
  screens.set(parentElement, screen);
  const view = received(parentElement, data);
  if (!view) return;
  await dressed;
  Object.assign(screen, { view, words: view.words.exports, ask: asking(view.language, view.words.steward.lost) });
  screen.root.lang = view.language;
  draw(screen);
  if (!screen.root.isConnected) parentElement.append(screen.root);
  screen.root.dataset.drawn = view.version;
};

function draw(screen) {
  const { view, ask, root } = screen;
  root.replaceChildren(awaited(view.words.steward.wait, () => ask('GET', 'exports'), told => shown(screen, told)));
}

function shown(screen, { weeks, run }) {
  const { words } = screen;
  const begin = button(words.now, () => start(screen), 'main', { disabled: run?.state === 'running' });
  const status = element('div', { class: 'zs-stack' }, ...[running(screen, run)].filter(Boolean));
  Object.assign(screen, { begin, status });
  if (run?.state === 'running') watch(screen);
  return [
    element('div', { class: 'zs-row' }, begin, element('p', { class: 'zs-subtitle' }, words.now_note)), status,
    ...(weeks.length ? [] : [say('info', words.empty)]),
    ...(weeks.length > 1 ? [comparison(screen, weeks)] : []),
    ...weeks.map(week => box(screen, week)),
  ];
}

async function start(screen) {
  try {
    const { run } = await screen.ask('POST', 'exports', {});
    screen.begin.disabled = true;
    screen.status.replaceChildren(running(screen, run));
    watch(screen);
  } catch (refused) {
    screen.status.replaceChildren(say('bad', refused.message));
  }
}

/** Looks at intervals how far it is, for as long as the page is open. */
async function watch(screen) {
  for (;;) {
    await new Promise(done => setTimeout(done, LOOK_EVERY));
    if (!screen.root.isConnected) return;
    const told = await screen.ask('GET', 'exports').catch(() => null);
    if (!told) continue;
    if (told.run?.state !== 'running') return screen.root.replaceChildren(...shown(screen, told));
    screen.status.replaceChildren(running(screen, told.run));
  }
}

function running({ words }, run) {
  if (!run) return null;
  if (run.state === 'running') return say('info', fill(words.running, { said: run.said, by: run.by }));
  return run.state === 'done' ? say('good', words.done) : say('bad', fill(words.refused, { said: run.said }));
}

function box(screen, week) {
  const { words } = screen, place = element('div');
  const address = (edition, name) => `exports/${week.week}/${name}?${new URLSearchParams(edition ? { edition } : {})}`;
  const take = (edition, name) => button(name, () => takeFrom(screen, address(edition, name), place));
  return element('section', { class: 'zs-box' },
    element('h2', {}, week.week),
    element('p', { class: 'zs-subtitle' }, fill(words.made, { date: week.as_of_words, at: week.made_at_words, version: week.version })),
    element('ul', { class: 'zs-told' }, ...week.sentences.map(text => element('li', {}, text))),
    element('div', { class: 'zs-row zs-shots' }, ...week.pictures.map(name => element('a', { href: `/stewardship/${address('', name)}&look=1`, target: '_blank', rel: 'noopener' },
      element('img', { src: `/stewardship/${address('', name)}&look=1`, alt: name, loading: 'lazy' })))),
    ...week.editions.map(({ name, folder }) => element('div', { class: 'zs-row' },
      element('span', { class: 'zs-tag' }, name), ...week.files.map(file => take(folder, file)))),
    place);
}

const takeFrom = ({ view }, address, place) => takeAway(address, view.language, place, view.words.steward.lost);

function comparison(screen, weeks) {
  const { words, ask, view } = screen, result = element('div', { class: 'zs-stack' });
  const choice = (label, chosen) => element('select', { 'aria-label': label }, ...weeks.map(({ week }, index) =>
    element('option', { value: week, selected: index === chosen }, week)));
  const one = choice(words.one, 1), other = choice(words.other, 0);
  const compare = () => result.replaceChildren(awaited(view.words.steward.wait, () => ask('GET', `exports/compare?${new URLSearchParams({ one: one.value, other: other.value })}`),
    told => grid({ label: words.compare, numeric: [1, 2, 3], head: [words.indicator, told.one, told.other, words.change, words.cause_head],
      rows: told.rows.map(row => [`${row.name}${row.unit ? ` (${row.unit})` : ''}`, row.before, row.now, row.change, row.cause]) })));
  return element('section', { class: 'zs-box' }, element('h2', {}, words.compare), element('div', { class: 'zs-row' }, one, other, button(words.compare, compare)), result);
}
