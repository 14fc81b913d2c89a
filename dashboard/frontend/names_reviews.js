// What waits for a person: each with its sentence and the verdicts that are possible.
import { element } from './elements.js';
import { act } from './names_act.js';
import { awaited, button, say } from './stewardship.js';
import { fill, shown } from './upload_words.js';

const KINDS = ['name', 'duplicate', 'gone', 'heading'];

/** The part of the page for reviews. */
export function reviewsPart(screen) {
  const { ask, view, words } = screen;
  return awaited(view.words.steward.wait, () => ask('GET', 'reviews'), told => {
    if (!told.reviews.length) return say('good', words.no_reviews);
    return KINDS.map(kind => [kind, told.reviews.filter(review => review.kind === kind)]).filter(([, found]) => found.length)
      .map(([kind, found]) => element('section', { class: 'zs-box' }, element('h2', {}, `${words[`kind_${kind}`]} ${found.length}`),
        ...found.map(review => item(screen, told, review))));
  });
}

function item(screen, told, review) {
  return element('div', { class: 'zs-review', 'data-reference': review.reference }, element('p', {}, shown(review.words)),
    element('div', { class: 'zs-row' }, ...VERDICTS[review.kind](screen, review, told)));
}

const ask = (screen, review, verdict, title, isDanger = false) => act(screen, { title, isDanger, change: { kind: 'decide', reference: review.reference, verdict } });

const one = (screen, review, verdict, label, isDanger) => button(label, () => ask(screen, review, verdict, `${label}: ${shown(review.about)}`, isDanger));

const VERDICTS = {
  gone: (screen, review) => [one(screen, review, 'keep', screen.words.keep_row), one(screen, review, 'remove', screen.words.remove_row, true)],
  duplicate: (screen, review) => [one(screen, review, 'same', screen.words.same), one(screen, review, 'distinct', screen.words.distinct)],
  name(screen, review) {
    const { words } = screen;
    const is = name => name.trim() && ask(screen, review, `is:${name.trim()}`, fill(words.is_title, { seen: shown(review.seen), name: shown(name) }));
    const other = element('input', { type: 'text', autocomplete: 'off', maxlength: 300, 'aria-label': words.is_other, placeholder: words.is_other });
    return [...review.candidates.map(name => button(`${words.is} ${shown(name)}`, () => is(name))), element('span', { class: 'zs-other' }, other), button(words.is, () => is(other.value))];
  },
  heading(screen, review, { columns }) {
    const { words } = screen;
    const choice = element('select', { 'aria-label': words.choose }, element('option', { value: '' }, words.choose),
      ...(columns[review.table] ?? []).map(column => element('option', { value: column.value }, column.words)));
    return [element('span', { class: 'zs-other' }, choice),
      button(words.is, () => choice.value && ask(screen, review, `is:${choice.value}`,
        fill(words.column_title, { seen: shown(review.seen), name: choice.selectedOptions[0].textContent }))),
      one(screen, review, 'leave', words.leave)];
  },
};
