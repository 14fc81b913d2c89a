// What the page knows: the draft and its summary, what was typed and not saved, what is unfolded.
const BUSY = 700, IDLE = 10_000, HIDDEN = 5_000; // milliseconds between two questions
// Somebody who has gone asks nothing: a page that is left open must not keep a session from ending.
const AWAY = 600_000;
let lastSeen = Date.now();
const listeners = new Set();
for (const heard of ['pointermove', 'pointerdown', 'keydown', 'focus']) {
  addEventListener(heard, () => {
    const wasAway = Date.now() - lastSeen > AWAY;
    lastSeen = Date.now();
    if (wasAway) for (const listen of listeners) listen(true);
  }, { passive: true });
}
// They outlive a change of language or page in this tab: nothing typed is lost before the tab is closed.
const typed = new Map(), wrong = new Map(), folds = new Map();

addEventListener('beforeunload', event => typed.size && event.preventDefault());

/** The state of the screen; `draw` draws all that has changed. */
export function begin(draw) {
  const state = { draw, typed, wrong, folds, files: [], lists: { own: [], waiting: [] }, preview: {}, draft: null, summary: null, said: null };
  let asked = 0, timer = 0, root = null;

  /** Opens a draft, or none. */
  state.open = async id => {
    Object.assign(state, { draft: id, summary: null, said: null, differs: null, isLeaving: false, preview: {} });
    await state.refresh();
  };

  /** Asks at once how the draft stands, and unless told otherwise which drafts there are; of two questions the later
   * one's answer counts. */
  state.refresh = async (isWhole = true) => {
    const number = ++asked;
    clearTimeout(timer);
    try {
      if (isWhole) {
        const lists = await state.ask('GET', 'drafts');
        if (number !== asked) return;
        state.lists = lists;
      }
      state.draft ??= [...state.lists.own].sort((one, other) => (one.at < other.at ? 1 : -1)).find(one => one.state === 'open')?.id ?? null;
      if (state.draft) await summarize(number);
      state.lost = null;
    } catch (error) {
      if (number === asked) state.lost = error.message;
    }
    if (number !== asked) return;
    state.draw();
    if (!root?.isConnected) return listeners.delete(state.refresh);
    if (isBusy(state) || Date.now() - lastSeen < AWAY) timer = setTimeout(() => state.refresh(!isBusy(state)), document.hidden ? HIDDEN : isBusy(state) ? BUSY : IDLE);
  };

  async function summarize(number) {
    const known = state.summary?.stamp ?? '';
    const summary = await state.ask('GET', `drafts/${state.draft}?${new URLSearchParams({ known })}`);
    if (number === asked && !summary.is_same) state.summary = summary;
  }

  /** Asks again and again while the page is there. */
  state.follow = async node => {
    root = node;
    listeners.add(state.refresh);
    await state.refresh();
  };

  /** Something that is asked of the server and changes the draft; what is refused is said at `key`, or below. */
  state.tell = async (method, path, sent, key = '') => {
    state.wrong.delete(key);
    try {
      const told = await state.ask(method, path, sent);
      await state.refresh();
      return told;
    } catch (error) {
      state.wrong.set(key, error.message);
      // What was refused may no longer be what is shown.
      await state.refresh();
      return null;
    }
  };
  return state;
}

export const isBusy = ({ summary, files }) => files.some(file => file.status === 'sending' || file.status === 'waiting')
  || Boolean(summary?.workbooks.some(one => one.status === 'waiting' || one.status === 'reading'));

/** An answer of the reader's to what was not understood; true when it was taken. */
export const answer = async (state, sent, key) => Boolean(await state.tell('POST', `drafts/${state.draft}/answers`, sent, key));
export const forget = async (state, sent, key) => Boolean(await state.tell('DELETE', `drafts/${state.draft}/answers`, sent, key));
