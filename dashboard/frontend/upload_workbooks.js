// The draft's workbooks below each other, under what holds for all of them.
import { element } from './elements.js';
import { accepting } from './upload_accept.js';
import { answered } from './upload_answered.js';
import { card } from './upload_card.js';
import { place } from './upload_place.js';

const head = place('zs-upload-head'), end = place('zs-upload-end');
const middle = element('div', { class: 'zs-stack' });
const cards = new Map();

export function workbooks(state, at) {
  const { summary, view, draft } = state, books = [...summary?.workbooks ?? []].sort((one, other) => one.name.localeCompare(other.name, 'zh', { numeric: true }));
  at.show([view.language, draft, books.length > 0], () => (books.length ? [head.node, middle, end.node] : []));
  if (!books.length) return;
  head.show([view.language, draft, books.length, summary.may, accepting.seen(state), state.wrong.get('accept')], () => accepting(state));
  end.show([view.language, draft, summary.answers, summary.may, [...state.wrong]], () => answered(state));
  const names = books.map(({ sha256 }) => `${draft} ${sha256}`);
  for (const name of names) if (!cards.has(name)) cards.set(name, place('zs-upload-card'));
  const nodes = names.map(name => cards.get(name).node);
  if (nodes.length !== middle.children.length || nodes.some((node, number) => node !== middle.children[number])) middle.replaceChildren(...nodes);
  // Each card by itself: one that is being read does not draw the others again.
  books.forEach((book, number) => cards.get(names[number]).show([view.language, book, summary.may, [...state.wrong]], () => card(state, book)));
}
