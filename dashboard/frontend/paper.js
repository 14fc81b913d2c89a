// The page on paper: what is chosen above it, and the definitions of what it shows below.
import { element, received } from './elements.js';
import { framed, standOn } from './frame.js';

export default async ({ data, parentElement }) => {
  const view = received(parentElement, data);
  if (!view) return;
  await framed;
  parentElement.replaceChildren(element('section', { class: 'zs-paper', lang: view.language },
    view.chosen && element('p', {}, view.chosen),
    view.title && element('h2', {}, view.title),
    view.used && element('dl', {}, ...view.used.flatMap(({ name, definition, note }) =>
      [element('dt', {}, name, element('span', {}, note)), element('dd', {}, definition)]))));
  return standOn('paper');
};
