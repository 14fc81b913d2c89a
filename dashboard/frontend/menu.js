// The menu: links to the pages, in a row; on a narrow screen under the name of the page that is open. At its end who is
// signed in.
import { follow } from './address.js';
import { watchConnection } from './connection.js';
import { element, received, speak } from './elements.js';
import { framed } from './frame.js';

export default async ({ data, parentElement }) => {
  const view = received(parentElement, data);
  if (!view) return;
  await framed;
  speak(document.documentElement, view.language);
  // The first thing that the Tab key reaches is Streamlit's, and in English.
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = view.skip;
  let nav = parentElement.querySelector('.zs-menu');
  const isOpen = nav?.classList.contains('zs-open');
  nav ??= element('nav', { class: 'zs-menu' });
  nav.setAttribute('aria-label', view.label);
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.page : null;
  const toggle = element('button', {
    type: 'button', class: 'zs-menu-toggle', 'aria-expanded': String(Boolean(isOpen)),
    onclick: () => { toggle.ariaExpanded = String(nav.classList.toggle('zs-open')); },
  }, element('span', { class: 'zs-bars', 'aria-hidden': 'true' }), view.pages.find(([page]) => page === view.here)?.[1] ?? view.label);
  nav.replaceChildren(toggle, ...view.pages.map(([page, label, href]) => element('a', {
    href, 'data-page': page, 'aria-current': page === view.here ? 'page' : null,
    onclick: event => {
      nav.classList.remove('zs-open');
      follow(event);
    },
  }, label)), ...account(view.account));
  if (!nav.isConnected) {
    const lost = element('p', { class: 'zs-lost', role: 'alert', hidden: true }, view.lost);
    parentElement.replaceChildren(nav, lost);
    watchConnection(isLost => { lost.hidden = !isLost; });
  }
  if (focused) nav.querySelector(`[data-page="${CSS.escape(focused)}"]`)?.focus();
};

/** Who is signed in and how to leave, or the way in. A form, which the browser sends as it sends any other. */
function account(who) {
  if (!who) return [];
  if (who.sign_in) {
    const [label, href] = who.sign_in;
    const here = event => { event.currentTarget.href = `${href}?next=${encodeURIComponent(location.pathname + location.search)}`; };
    return [element('a', { class: 'zs-sign-in', href, onclick: here }, label)];
  }
  const leave = who.leave.map(([label, everywhere]) => element('button', { name: 'everywhere', value: everywhere }, label));
  return [element('details', { class: 'zs-account' },
    element('summary', { 'aria-label': `${who.label}: ${who.name}, ${who.role}` }, who.name, element('span', {}, who.role)),
    element('form', { method: 'post', action: who.address }, leave))];
}
