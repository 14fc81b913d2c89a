// The head of a page: its finding, how many cards have which light, the day as of which it holds.
import { element, received, styled } from './elements.js';

export default async ({ data, parentElement }) => {
  const view = received(parentElement, data);
  if (!view) return;
  await styled;
  const { heading, lights, asOf, example } = view;
  parentElement.replaceChildren(element('div', { class: 'zs-header' },
    element('h1', {}, heading),
    ...lights.map(([light, words]) => element('span', { class: `zs-light zs-${light}` }, words)),
    element('span', { class: 'zs-as-of' }, asOf),
    example && element('span', { class: 'zs-badge' }, example)));
};
