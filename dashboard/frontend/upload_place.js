// A place on the page that is drawn again only when what it shows has changed; what somebody does there goes on.
import { element } from './elements.js';

/** `show(seen, draw)`: `draw()` gives the children, when `seen` is not what it was the last time. */
export function place(className) {
  const node = element('div', { class: `zs-stack ${className}` });
  let last;
  const show = (seen, draw) => {
    const now = JSON.stringify(seen);
    if (now === last) return;
    last = now;
    keeping(node, () => node.replaceChildren(...[draw()].flat().filter(Boolean)));
    node.hidden = !node.hasChildNodes();
  };
  return { node, show };
}

/** The part of `node` that has the focus has it again afterwards, with what is selected in it; lists stay scrolled. */
function keeping(node, change) {
  const { activeElement } = document, key = node.contains(activeElement) && activeElement.dataset.key;
  const { selectionStart, selectionEnd } = activeElement ?? {};
  const scrolled = [...node.querySelectorAll('[data-scroll]')].map(one => [one.dataset.scroll, one.scrollTop, one.scrollLeft]);
  change();
  for (const [name, top, left] of scrolled) node.querySelector(`[data-scroll="${CSS.escape(name)}"]`)?.scrollTo(left, top);
  const again = key && node.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typeof selectionStart === 'number') again.setSelectionRange?.(selectionStart, selectionEnd);
}

/** What unfolds, and is still unfolded when it is drawn again; `draw` is called when it is open. */
export function fold(state, key, summary, draw, isOpen = false) {
  const open = state.folds.get(key) ?? isOpen;
  const node = element('details', { class: 'zs-fold', open, ontoggle: () => {
    if (node.open === (state.folds.get(key) ?? isOpen)) return;
    state.folds.set(key, node.open);
    if (node.open && node.childElementCount === 1) node.append(...[draw()].flat().filter(Boolean));
  } }, element('summary', { 'data-key': `fold ${key}` }, summary));
  if (open) node.append(...[draw()].flat().filter(Boolean));
  return node;
}
