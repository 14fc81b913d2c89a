// The screen on a wall: pages in turn, new versions as they are published, back by itself after the server was gone.
// Keys: space or P holds the page, the arrows turn it.
import { open } from './address.js';
import { element, received, speak } from './elements.js';
import { framed, standOn } from './frame.js';

const ASK_EVERY = 4000;
// A connection that is lost longer than Streamlit needs to mend it, or a page that is not drawn: begin anew.
const PATIENCE = 20_000;
// Once a day everything is begun anew, for what browsers lose in months.
const A_DAY = 24 * 3600 * 1000;
let wall;

export default async ({ data, parentElement, setTriggerValue }) => {
  const view = received(parentElement, data);
  if (!view) return;
  speak(document.documentElement, view.language);
  await framed;
  // Streamlit keeps the element while pages take turns; what runs on is this one wall.
  wall ??= begin();
  wall.view = view;
  wall.renew = () => setTriggerValue('renew', Date.now());
  wall.show(parentElement);
  return standOn('wall');
};

function begin() {
  const self = { view: null, isHeld: false, since: Date.now(), good: Date.now(), wasGone: false };

  self.show = host => {
    const { pages, here, words } = self.view;
    self.since = Date.now();
    self.host = host;
    host.replaceChildren(element('div', { class: 'zs-wall' },
      self.wasGone ? element('span', { role: 'status' }, words.lost) : null,
      self.isHeld ? element('span', { role: 'status' }, words.paused) : null,
      ...(pages.length > 1 ? pages.map(page => element('i', { class: page === here ? 'zs-now' : null, 'aria-hidden': 'true' })) : [])));
  };

  const turn = step => {
    const { pages, here } = self.view;
    const next = pages[(pages.indexOf(here) + step + pages.length) % pages.length] ?? pages[0];
    const address = new URL(location.href);
    address.pathname = next;
    self.since = Date.now();
    if (next !== here) open(address.href);
  };

  addEventListener('keydown', event => {
    if (event.key === 'ArrowRight') turn(1);
    else if (event.key === 'ArrowLeft') turn(-1);
    else if (event.key === ' ' || event.key.toLowerCase() === 'p') {
      self.isHeld = !self.isHeld;
      self.show(self.host);
    } else return;
    event.preventDefault();
  });

  setInterval(() => {
    if (!self.isHeld && !self.wasGone && Date.now() - self.since >= self.view.seconds * 1000) turn(1);
  }, 500);

  const isDrawn = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('.st-key-page-ready');

  setInterval(async () => {
    if (isDrawn()) self.good = Date.now();
    let health = null;
    try {
      const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(ASK_EVERY) });
      health = answer.status === 200 || answer.status === 503 ? await answer.json() : null;
    } catch { /* the server is gone; the page stays as it was until it is back */ }
    if (!health) {
      if (!self.wasGone) {
        self.wasGone = true;
        self.show(self.host);
      }
      return;
    }
    if (self.wasGone || Date.now() - self.good > PATIENCE || performance.now() > A_DAY) location.reload();
    else if (health.version && health.version !== self.view.version) self.renew();
  }, ASK_EVERY);

  return self;
}
