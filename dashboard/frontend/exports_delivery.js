// What will be sent to whom and when, the word of a person that it may be, and a week sent now.
import { element } from './elements.js';
import { awaited, button, grid, say } from './stewardship.js';
import { fill } from './upload_words.js';

/** The part of the page; `redraw` asks for everything anew. */
export function deliveryPart(screen) {
  const part = element('div', { class: 'zs-stack' });
  const fresh = told => part.replaceChildren(...shown(screen, told, fresh));
  part.redraw = () => part.replaceChildren(awaited(screen.view.words.steward.wait, () => screen.ask('GET', 'exports/delivery'), told => shown(screen, told, fresh)));
  part.redraw();
  return part;
}

function shown(screen, told, fresh) {
  if (told.error) return [say('bad', told.error)];
  return [toWhom(screen, told, fresh), told.letter && letters(screen, told.letter), schedule(screen, told)].filter(Boolean);
}

function toWhom(screen, told, fresh) {
  const words = screen.view.words.delivery, place = element('div', { class: 'zs-stack' });
  const { recipients, approval } = told;
  const approve = async () => {
    try {
      fresh(await screen.ask('POST', 'exports/delivery/approve', { seen: told.seen }));
    } catch (refused) {
      place.replaceChildren(say('bad', refused.message));
    }
  };
  const send = button(fill(words.send, { week: told.letter?.week }), () => screen.begin('exports/delivery/send', { week: told.letter.week }), '', { 'data-waits': true, disabled: screen.run?.state === 'running' });
  return element('section', { class: 'zs-box' },
    element('h2', {}, words.to_whom),
    !recipients.length && say('info', words.nobody),
    recipients.length && grid({ label: words.to_whom, head: [words.recipient, words.how, words.language, told.letter ? `${words.newest} ${told.letter.week}` : words.newest],
      rows: recipients.map(one => [one.name, one.kind, one.language, [one.state, one.at].filter(Boolean).join(' ')]) }),
    element('p', { class: 'zs-subtitle' }, told.owner ? fill(words.owner, { name: told.owner, at: told.alarm_at }) : words.no_owner),
    recipients.length && (approval ? say('good', fill(words.approved, { by: approval.by, at: approval.at_words })) : say('warn', words.not_approved)),
    place,
    recipients.length && told.may && element('div', { class: 'zs-row' }, !approval && button(words.approve, approve, 'main'), approval && told.letter && send));
}

function letters(screen, { week, letters: found }) {
  const words = screen.view.words.delivery;
  const address = (name, language) => `/stewardship/exports/${week}/${name}?${new URLSearchParams({ look: 1, ...language })}`;
  return element('section', { class: 'zs-box' }, element('h2', {}, fill(words.what, { week })),
    ...found.map(letter => element('article', { class: 'zs-letter', lang: letter.language }, letter.note && say('warn', letter.note), element('h3', {}, letter.title),
      element('ul', { class: 'zs-told' }, ...letter.lines.map(line => element('li', {}, line))),
      letter.link && element('p', { class: 'zs-hint' }, letter.link),
      letter.picture && element('div', { class: 'zs-shots' }, element('img', { src: address(letter.picture, letter.edition ? { edition: letter.edition } : {}), alt: letter.picture, loading: 'lazy' })),
      letter.files.length > 0 && element('p', { class: 'zs-hint' }, fill(words.attached, { files: letter.files.join(', ') })))));
}

function schedule(screen, { plan, outcome }) {
  const words = screen.view.words.delivery;
  if (!plan) return element('section', { class: 'zs-box' }, element('h2', {}, words.schedule), say('info', words.no_schedule));
  const kind = { out: 'good', late: 'bad', awaited: 'info', none: 'info' }[outcome.state];
  return element('section', { class: 'zs-box' }, element('h2', {}, words.schedule),
    element('p', {}, fill(words.at, plan)),
    element('p', {}, [fill(words.next, plan), plan.moved].filter(Boolean).join(' · ')),
    plan.off.length > 0 && element('p', { class: 'zs-subtitle' }, fill(words.off, { days: plan.off.join(' · ') })),
    say(kind, fill(words.last, { week: outcome.week, state: outcome.words }), outcome.why && ` — ${outcome.why}`),
    outcome.run_at && element('p', { class: 'zs-subtitle' }, fill(words.run, { at: outcome.run_at, said: outcome.run_said || words.run_good })));
}
