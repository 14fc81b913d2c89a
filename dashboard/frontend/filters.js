// The filters above every page: a drawer of choices, a chip for each that is set, the switch of languages.
import { open, withChoice } from './address.js';
import { calendar } from './calendar.js';
import { element, received, speak } from './elements.js';
import { framed } from './frame.js';
import { finder } from './finder.js';

// How long a choice is shown as made while the page that follows from it is drawn.
const PATIENCE = 8000;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const states = new WeakMap();
// Pill → whether it is chosen.
const pressed = new WeakMap();

export default async ({ data, parentElement }) => {
  const view = received(parentElement, data);
  if (!view) return;
  await framed;
  const state = states.get(parentElement) ?? states.set(parentElement, {}).get(parentElement);
  speak(document.documentElement, view.language);
  if (state.wanted && (same(state.wanted, view.chosen) || Date.now() - state.since > PATIENCE)) state.wanted = null;
  Object.assign(state, { view, chosen: state.wanted ?? view.chosen });
  draw(parentElement, state);
};

/** Shows the choice as made and goes to its address; of two quick ones the last holds both. */
function choose(host, state, changes) {
  state.chosen = state.wanted = { ...state.chosen, ...changes };
  state.since = Date.now();
  press(host, state);
  open(withChoice(state.chosen));
}

function draw(host, state) {
  const focused = keyOfFocus(host);
  if (!state.bar) {
    state.bar = element('div', { class: 'zs-filters' });
    host.replaceChildren(state.bar);
  }
  const { view } = state;
  speak(state.bar, view.language);
  if (state.language !== view.language || !state.drawer) {
    state.language = view.language;
    const isOpen = state.drawer?.matches(':popover-open');
    state.bar.replaceChildren();
    state.drawer = drawer(host, state);
    state.bar.append(opener(state), state.drawer);
    if (isOpen) state.drawer.showPopover();
  }
  for (const node of state.bar.querySelectorAll(':scope > :not(.zs-opener, .zs-drawer)')) node.remove();
  const chips = view.phone ? view.chips.filter(chip => chip.name === 'period') : view.chips;
  state.bar.append(...chips.map(chip => chipOf(host, state, chip)), languages(host, state));
  const count = view.chips.length;
  state.bar.querySelector('.zs-opener').lastChild.textContent = view.phone && count ? `${view.words.title} ${count}` : view.words.title;
  if (state.drawer.matches(':popover-open') && !relabel(state)) refill(host, state);
  if (focused) host.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const keyOfFocus = host => host.contains(document.activeElement) ? document.activeElement.dataset.key : '';

function opener(state) {
  const id = `${Math.random().toString(36).slice(2)}-drawer`;
  state.drawer.id = id;
  return element('button', { type: 'button', class: 'zs-chip zs-opener', popovertarget: id, 'aria-haspopup': 'dialog', 'data-key': 'opener' },
    element('span', { class: 'zs-sliders', 'aria-hidden': 'true' }), state.view.words.title);
}

function chipOf(host, state, chip) {
  const take = () => choose(host, state, chip.name === 'period' ? { from: [], to: [] }
    : { [chip.name]: chip.values.length ? state.chosen[chip.name].filter(value => !chip.values.includes(value)) : [] });
  return element('button', {
    type: 'button', class: 'zs-chip', 'aria-label': chip.remove, title: chip.title || null, onclick: take,
    'data-chip': chip.name, 'data-key': `chip-${chip.name}-${chip.values[0] ?? ''}`,
  }, element('span', { class: 'zs-chip-label' }, chip.label), element('span', { 'aria-hidden': 'true' }, '✕'));
}

function languages(host, state) {
  return element('div', { class: 'zs-languages', role: 'group', 'aria-label': state.view.words.label },
    ...state.view.languages.map(([language, label, name]) => element('button', {
      type: 'button', lang: language, 'aria-pressed': String(language === state.view.language), 'aria-label': name, title: name,
      'data-key': `language-${language}`, onclick: () => choose(host, state, { language: [language] }),
    }, label)));
}

/** The drawer, empty until it is opened: a hundred choices that nobody looks at cost nothing. */
function drawer(host, state) {
  const node = element('div', { class: 'zs-drawer', popover: 'auto', role: 'dialog', 'aria-label': state.view.words.title, tabindex: '-1' });
  node.addEventListener('beforetoggle', event => {
    if (event.newState !== 'open') {
      state.calendar = null;
      return;
    }
    node.style.setProperty('--below', `${state.bar.querySelector('.zs-opener').getBoundingClientRect().bottom + 6}px`);
    refill(host, state);
  });
  node.addEventListener('toggle', event => {
    if (event.newState === 'open') node.focus();
    else node.replaceChildren();
  });
  return node;
}

const filling = ({ view, chosen, calendar: open }) => JSON.stringify([view.language, view.today, chosen, open ?? null, view.choices]);
const endLabel = ({ view, chosen }, name) =>
  `${view.words[name]} ${(same(chosen[name], view.chosen[name]) ? view.days[name] : chosen[name][0]) || view.words.any_day}`;

/** Where the drawer stands as it should, only the days are written as the page writes them; whether it did. */
function relabel(state) {
  if (state.filled !== filling(state)) return false;
  for (const name of ['from', 'to']) state.drawer.querySelector(`[data-key="end-${name}"]`).textContent = endLabel(state, name);
  return true;
}

/** Shows in the drawer what is chosen now; its pills stay, hundreds of them, unless a calendar stands among them. */
function press(host, state) {
  if (!state.drawer.matches(':popover-open')) return;
  if (state.calendar || state.drawer.querySelector('.zs-calendar')) return refill(host, state);
  for (const node of state.drawer.querySelectorAll('[aria-pressed]')) {
    const isChosen = String(pressed.get(node)());
    if (node.getAttribute('aria-pressed') !== isChosen) node.setAttribute('aria-pressed', isChosen);
  }
  state.filled = filling(state);
  relabel(state);
}

function refill(host, state) {
  const { drawer, view, chosen } = state;
  const focused = keyOfFocus(host), top = drawer.scrollTop, sought = state.sought ?? '';
  const [partner, ...others] = [...view.choices.groups].reverse();
  const group = given => section(given.label, given.note, ...given.parts.map(part => partOf(host, state, given.name, part)));
  const left = others.reverse().filter(given => given.name !== 'sector').map(group);
  const right = others.filter(given => given.name === 'sector').map(group);
  drawer.replaceChildren(
    element('div', { class: 'zs-columns' },
      element('div', {}, period(host, state), ...left),
      element('div', {}, ...right, section(partner.label, '', finder({
        words: view.words, sought, onSeek: text => { state.sought = text; },
        parts: partner.parts, draw: part => partOf(host, state, partner.name, part),
      })))),
    element('div', { class: 'zs-line zs-last' },
      element('button', { type: 'button', class: 'zs-button', 'data-key': 'clear', onclick: () => clear(host, state) }, view.words.clear),
      element('button', { type: 'button', class: 'zs-button', onclick: () => drawer.hidePopover() }, view.words.close)));
  drawer.scrollTop = top;
  state.filled = filling(state);
  if (focused) drawer.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const clear = (host, state) => choose(host, state, Object.fromEntries(Object.keys(state.view.chosen).map(name => [name, []])));

const section = (label, note, ...children) => element('section', {},
  element('h3', {}, label), note ? element('p', { class: 'zs-subtitle' }, note) : null, ...children);

/** A button that is pressed when `isChosen()`, whatever is chosen later. */
function pill(label, isChosen, key, onclick, title = '') {
  const node = element('button', { type: 'button', class: 'zs-pill', 'aria-pressed': String(isChosen()), title: title || null, 'data-key': key, onclick }, label);
  pressed.set(node, isChosen);
  return node;
}

function period(host, state) {
  const { view, chosen } = state;
  const is = option => (state.chosen.from[0] ?? '') === option.from && (state.chosen.to[0] ?? '') === option.to;
  const take = option => choose(host, state, { from: option.from ? [option.from] : [], to: option.to ? [option.to] : [] });
  const pills = options => element('div', { class: 'zs-pills' }, ...options.map(option =>
    pill(option.label, () => is(option), `period-${option.label}`, () => take(is(option) ? { from: '', to: '' } : option))));
  const ends = element('div', { class: 'zs-pills' }, ...['from', 'to'].map(name => element('button', {
    type: 'button', class: 'zs-pill zs-end', 'data-key': `end-${name}`, 'aria-expanded': String(state.calendar === name),
    onclick: () => { state.calendar = state.calendar === name ? null : name; refill(host, state); host.querySelector('.zs-calendar')?.focusDay(); },
  }, endLabel(state, name))));
  const open = state.calendar && calendar({
    chosen: chosen[state.calendar][0] ?? '', today: view.today, patterns: view.patterns, label: view.words[state.calendar],
    words: view.words,
    onChoose: day => {
      const name = state.calendar;
      state.calendar = null;
      const other = name === 'from' ? 'to' : 'from';
      // A period that ends before it begins holds nothing; the day chosen last is the one that is meant.
      const isCrossed = day && chosen[other][0] && (name === 'from' ? day > chosen[other][0] : day < chosen[other][0]);
      choose(host, state, { [name]: day ? [day] : [], ...(isCrossed && { [other]: [] }) });
      host.querySelector(`[data-key="end-${name}"]`)?.focus();
    },
    onClose: () => {
      const name = state.calendar;
      state.calendar = null;
      refill(host, state);
      host.querySelector(`[data-key="end-${name}"]`)?.focus();
    },
  });
  return section(view.words.period, '', pills(view.choices.presets), pills(view.choices.years), ends, open || null);
}

/** Options under their heading; a heading over partners chooses all of its kind. */
function partOf(host, state, name, part) {
  const chosen = () => state.chosen[name], values = part.options.map(option => option.value);
  const isWhole = () => values.length > 0 && values.every(value => chosen().includes(value));
  const without = () => chosen().filter(value => !values.includes(value));
  const heading = !part.heading ? null : name !== 'partner' || part.isNarrowed ? element('h4', {}, part.heading)
    : element('h4', {}, pill(`${part.heading} ${values.length}`, isWhole, `kind-${part.heading}`,
      () => choose(host, state, { [name]: isWhole() ? without() : [...without(), ...values] }),
      state.view.words.all_of.replace('{kind}', part.heading)));
  return element('div', { class: 'zs-part' }, heading, element('div', { class: 'zs-pills' }, ...part.options.map(option => {
    const isChosen = () => chosen().includes(option.value);
    const next = () => isChosen() ? chosen().filter(value => value !== option.value) : [...chosen(), option.value];
    return pill(option.label, isChosen, `${name}-${option.value}`, () => choose(host, state, { [name]: next() }), option.title);
  })));
}
