// The mark that the page is completely drawn: it stands when every panel and strip of cards has its last data on screen.
import { element, received, turn } from './elements.js';

const PARTS = '[class*="st-key-panel-"],.st-key-cards';

export default async ({ data, parentElement }) => {
  const got = received(parentElement, data);
  if (!got) return;
  parentElement.querySelector('.st-key-page-ready')?.remove();
  // Last in the page, so the parts before it have their data; two turns later they have begun to draw.
  for (let turns = 0; turns < 2; turns += 1) await turn();
  await drawn();
  if (!parentElement.isConnected) return;
  parentElement.querySelector('.st-key-page-ready')?.remove();
  // A pixel high, since what has no size counts as not to be seen.
  parentElement.append(element('div', { class: 'st-key-page-ready', style: 'height:1px' }));
};

/** Resolves at the moment at which the last part is drawn. */
const drawn = () => new Promise(done => {
  if (isDrawn()) return done();
  const watch = new MutationObserver(() => {
    if (!isDrawn()) return;
    watch.disconnect();
    done();
  });
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-drawn'] });
});

const isDrawn = () => [...document.querySelectorAll(PARTS)].every(part => part.querySelector('[data-drawn]'));
