// What a search found, as the options of a list, by kind; each is a link.
import { follow } from './address.js';
import { element } from './elements.js';

// What is found may lie outside the period and the names chosen before, so they go; these stay.
const KEPT = ['language', 'as_of', 'view'];

/** One list for each kind of results; `onOpen` is told when one was opened here and not in another tab. */
export function lists(groups, onOpen) {
  let count = 0;
  return groups.map((group, number) => element('div', { role: 'group', 'aria-labelledby': `zs-search-${number}` },
    element('p', { id: `zs-search-${number}`, role: 'presentation' }, group.label, group.more && element('span', {}, group.more)),
    ...group.results.map(result => option(result, count++, onOpen))));
}

function option(result, number, onOpen) {
  return element('a', {
    id: `zs-search-option-${number}`, role: 'option', 'aria-selected': 'false', tabindex: -1, title: result.original || null, href: result.address,
    onclick: event => {
      // As late as can be: what is chosen may change while the results stand there.
      event.currentTarget.href = addressOf(event.currentTarget);
      follow(event);
      if (event.defaultPrevented) onOpen();
    },
  }, element('span', {}, result.name, result.matched && element('small', {}, result.matched)), result.note && element('small', {}, result.note));
}

/** Where an option leads, in the language and as of the day of this page. */
export function addressOf(node) {
  const url = new URL(node.href), now = new URL(location.href).searchParams;
  for (const name of KEPT) {
    url.searchParams.delete(name);
    for (const value of now.getAll(name)) url.searchParams.append(name, value);
  }
  return url.href;
}
