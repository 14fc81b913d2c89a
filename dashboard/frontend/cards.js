// A strip of cards: one figure each, with its light, its changes, its course and how far it is from its target.
import { follow } from './address.js';
import { drawing, element, received, speak, styled, tool } from './elements.js';
import { openSheet } from './sheet.js';

const LIGHTS = { on_track: '●', watch: '▲', behind: '■' };
const ARROWS = { up: '↑', down: '↓', flat: '→' };
const strips = new WeakMap();

export default async ({ data, parentElement }) => {
  const got = received(parentElement, data);
  if (!got) return;
  await styled;
  const strip = strips.get(parentElement) ?? element('div', { class: 'zs-cards' });
  strips.set(parentElement, strip);
  speak(strip, got.lang);
  strip.style.setProperty('--columns', got.columns);
  strip.replaceChildren(...got.cards.map(card => tile(parentElement, card, got)));
  strip.setAttribute('data-drawn', '');
  if (!strip.isConnected) parentElement.append(strip);
};

function tile(host, card, { words, lang }) {
  const explain = () => openSheet(host, { title: card.name, close: words.close, lang }, ...card.definition.split('\n\n').map(text => element('p', {}, text)));
  return element('article', { class: `zs-card${card.is_stale ? ' zs-stale' : ''}`, 'data-indicator': card.indicator },
    element('header', {},
      element('h2', {}, more(card)),
      card.light && element('span', { class: `zs-light zs-${card.light}` }, `${LIGHTS[card.light]} ${card.light_word}`),
      tool('definition', `${words.definition}: ${card.name}`, explain)),
    element('p', { class: 'zs-figure' }, element('b', {}, card.value), card.unit && element('span', {}, card.unit),
      card.is_example && element('span', { class: 'zs-badge' }, card.example_word)),
    ...card.changes.map((change, number) => element('p', { class: 'zs-change' },
      !number && card.arrow ? element('span', { 'aria-hidden': 'true' }, `${ARROWS[card.arrow]} `) : null, change)),
    card.stale && element('p', { class: 'zs-change' }, card.stale),
    card.course.length > 1 && course(card),
    card.progress !== null && progress(card));
}

/** The name leads to the page that tells more, unless that is this one. */
function more({ name, page }) {
  const here = location.pathname.slice(1);
  return page && page !== here ? element('a', { href: `/${page}${location.search}`, onclick: follow }, name) : name;
}

/** Bars from zero for what is counted, a line for rates; missing values are gaps. */
function course({ course: values, course_kind: kind }) {
  const known = values.filter(value => value !== null);
  if (!known.length) return null;
  const low = kind === 'bar' ? Math.min(0, ...known) : Math.min(...known), high = Math.max(kind === 'bar' ? 0 : -Infinity, ...known);
  const height = value => 38 - 36 * ((value - low) / ((high - low) || 1));
  // Three years make three slim bars at the right, not three slabs.
  const slots = Math.max(values.length, 12), step = 100 / slots, first = slots - values.length;
  const zero = kind === 'bar' && low < 0 && drawing('path', { class: 'zs-zero', d: `M0 ${height(0)}H100`, 'vector-effect': 'non-scaling-stroke' });
  const marks = kind === 'bar'
    ? values.map((value, i) => value ? drawing('rect', { x: (first + i + 0.2) * step, width: step * 0.6,
        y: Math.min(height(value), height(0)), height: Math.max(1, Math.abs(height(value) - height(0))) }) : null)
    : [drawing('path', { d: line(values, 100 / values.length, height), 'vector-effect': 'non-scaling-stroke' })];
  return drawing('svg', { class: `zs-course zs-${kind}`, viewBox: '0 0 100 40', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, zero, ...marks);
}

const line = (values, step, height) => values.map((value, i) => value === null ? '' :
  `${i && values[i - 1] !== null ? 'L' : 'M'}${((i + 0.5) * step).toFixed(2)} ${height(value).toFixed(2)}`).join('');

/** How much of the target is reached, with a mark where it should be by now. */
function progress(card) {
  const share = value => `${Math.max(0, Math.min(1, value)) * 100}%`;
  return element('div', { class: 'zs-progress' },
    element('p', {}, card.progress_text),
    element('div', { class: 'zs-track', role: 'img', 'aria-label': card.progress_text },
      element('div', { class: 'zs-done', style: `width:${share(card.progress)}` }),
      card.due !== null && element('div', { class: 'zs-due', style: `left:${share(card.due)}` })));
}
