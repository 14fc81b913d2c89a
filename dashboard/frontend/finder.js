// A field that narrows a list of names while somebody types: either script, other names, pinyin and its initials.
import { element } from './elements.js';

const IDLE = /[^\p{L}\p{N}]+/gu;
const TYPED = /^[a-z][a-z0-9]*$/;
const CHINESE = /^\p{Script=Han}{2,}$/u;
// 生产力促进局 is shortened to its 1st, 2nd, 5th and 6th character: scjj. As in search/sounds.py.
const LEFT_OUT = '(?: [^ ]*){0,3}';

/** The pattern that finds letters in the sounds of a name: each goes on in its syllable or begins another's. */
const pattern = typed => new RegExp(typed[0].toUpperCase() + [...typed.slice(1)]
  .map(letter => `(?:${letter}|[^ ]*${typed.length > 2 ? LEFT_OUT : ''} [^ ]*${letter.toUpperCase()})`).join(''));

export function fits(typed, option) {
  const sought = typed.normalize('NFKC').toLowerCase().replace(IDLE, '');
  if (!sought || option.names.includes(sought)) return true;
  // 贸发局 is short for 贸易发展局.
  if (CHINESE.test(sought)) return new RegExp([...sought].join('[^ ]{0,3}')).test(option.names);
  return TYPED.test(sought) && option.sounds.split('|').some(sounds => pattern(sought).test(sounds));
}

/** The field over the list; `draw(part)` makes what stands for a part of the list. */
export function finder({ words, sought, onSeek, parts, draw }) {
  const list = element('div', { class: 'zs-found', 'aria-live': 'polite' });
  const show = text => {
    const found = parts
      .map(part => ({ ...part, isNarrowed: Boolean(text), options: part.options.filter(option => fits(text, option)) }))
      .filter(part => part.options.length);
    list.replaceChildren(...(found.length ? found.map(draw) : [element('p', { class: 'zs-subtitle' }, words.none_found)]));
  };
  const field = element('input', {
    type: 'search', class: 'zs-field', placeholder: words.search, 'aria-label': words.search, autocomplete: 'off', spellcheck: 'false',
    'data-key': 'seek', oninput: () => { onSeek(field.value.trim()); show(field.value.trim()); },
  });
  field.value = sought;
  show(sought);
  return element('div', {}, field, list);
}
