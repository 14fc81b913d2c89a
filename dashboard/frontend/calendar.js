// A calendar of one month, Monday first, in the words it is given. Keys: arrows, Home, End, PageUp, PageDown, Enter.
import { element } from './elements.js';

const DAY = 86_400_000;
const at = iso => new Date(`${iso}T00:00:00Z`);
const iso = day => day.toISOString().slice(0, 10);
const later = (day, days) => new Date(day.getTime() + days * DAY);
const weekday = day => (day.getUTCDay() + 6) % 7;
const FIRST = at('1900-01-01'), LAST = at('2199-12-31');

/** The same day some months later, or that month's last day. */
function monthsLater(day, months) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day.getUTCDate(), last)));
}

/** A day as people of the language write it. */
export function written(day, patterns, { weekdays = false } = {}) {
  const filled = fill(patterns.day, parts(day, patterns));
  if (!weekdays) return filled;
  return fill(patterns.with_weekday, { date: filled, weekday: patterns.weekdays.split(' ')[weekday(day)] });
}

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
const parts = (day, patterns) => ({
  year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(),
  month_name: patterns.month_names.split(' ')[day.getUTCMonth()],
});

/** The calendar as an element. `chosen` and `today` are ISO days (`chosen` may be ''); `onChoose(iso or '')`. */
export function calendar({ chosen, today, words, patterns, label, onChoose, onClose }) {
  let day = at(chosen || today);
  const title = element('strong', { class: 'zs-month', 'aria-live': 'polite' });
  const body = element('tbody');
  const move = to => {
    day = new Date(Math.min(Math.max(to, FIRST), LAST));
    show(true);
  };
  const step = (name, sign, months) => element('button', {
    type: 'button', class: 'zs-step', 'aria-label': words[name], title: words[name],
    onclick: () => { day = new Date(Math.min(Math.max(monthsLater(day, months), FIRST), LAST)); show(); },
  }, sign);

  function show(isFocused = false) {
    title.textContent = fill(patterns.month, parts(day, patterns));
    const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
    const start = later(first, -weekday(first));
    body.replaceChildren(...Array.from({ length: 6 }, (_, week) => element('tr', {},
      ...Array.from({ length: 7 }, (_, column) => cell(later(start, 7 * week + column))))));
    if (isFocused) body.querySelector('[tabindex="0"]').focus();
  }

  function cell(other) {
    const text = iso(other), isHere = text === iso(day), isOut = other.getUTCMonth() !== day.getUTCMonth();
    return element('td', { role: 'gridcell', 'aria-selected': String(text === chosen) },
      element('button', {
        type: 'button', class: isOut ? 'zs-day zs-out' : 'zs-day', tabindex: isHere ? '0' : '-1', 'data-day': text,
        'aria-label': written(other, patterns, { weekdays: true }), 'aria-pressed': String(text === chosen),
        'aria-current': text === today ? 'date' : null, onclick: () => onChoose(text),
      }, String(other.getUTCDate())));
  }

  const KEYS = {
    ArrowLeft: () => later(day, -1), ArrowRight: () => later(day, 1), ArrowUp: () => later(day, -7), ArrowDown: () => later(day, 7),
    Home: () => later(day, -weekday(day)), End: () => later(day, 6 - weekday(day)),
    PageUp: event => monthsLater(day, event.shiftKey ? -12 : -1), PageDown: event => monthsLater(day, event.shiftKey ? 12 : 1),
  };
  body.addEventListener('keydown', event => {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    move(KEYS[event.key](event));
  });
  const node = element('div', { class: 'zs-calendar', role: 'group', 'aria-label': label },
    element('div', { class: 'zs-months' },
      step('previous_year', '«', -12), step('previous_month', '‹', -1), title, step('next_month', '›', 1), step('next_year', '»', 12)),
    element('table', { role: 'grid', 'aria-label': label },
      element('thead', {}, element('tr', {}, ...patterns.weekday_heads.split(' ').map((head, column) =>
        element('th', { scope: 'col', abbr: patterns.weekdays.split(' ')[column] }, head)))), body),
    element('div', { class: 'zs-line' },
      element('button', { type: 'button', class: 'zs-button', onclick: () => onChoose('') }, words.any_day),
      element('button', { type: 'button', class: 'zs-button', onclick: onClose }, words.close)));
  node.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    // The drawer around it stays open.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  });
  show();
  node.focusDay = () => body.querySelector('[tabindex="0"]').focus();
  return node;
}
