// The list of shots: shown as it holds, changed here by hand, and kept as a whole when all of it is right.
import { element } from './elements.js';
import { shotSheet } from './exports_shot.js';
import { awaited, button, grid, say } from './stewardship.js';

/** The part of the page; what was changed and not kept outlives another tab. */
export function shotsPart(screen) {
  const { ask, view } = screen, part = element('div', { class: 'zs-stack' });
  if (screen.draft) {
    part.append(editor(screen, part));
    return part;
  }
  part.append(awaited(view.words.steward.wait, () => ask('GET', 'exports/shots'), told => {
    screen.draft = drafted(told);
    return editor(screen, part);
  }));
  return part;
}

const drafted = told => ({ told, languages: [...told.languages], shots: told.shots.map(shot => ({ ...shot, languages: [...shot.languages] })), isChanged: false, faults: [] });

function editor(screen, part) {
  const { draft, view } = screen, words = view.words.shots, { told } = draft;
  const redraw = () => part.replaceChildren(editor(screen, part));
  const change = () => {
    Object.assign(draft, { isChanged: true, faults: [], said: null });
    redraw();
  };
  const open = (shot, wrong) => shotSheet(screen, { shot, wrong, change, redraw });
  const faults = draft.faults.filter(fault => fault.shot === null);
  const add = () => {
    const shot = { name: '', page: told.pages[0].value, query: '', width: 1920, height: 1080, scale: 2, languages: [] };
    draft.shots.push(shot);
    change();
    open(shot);
  };
  const send = async () => {
    try {
      const answer = await screen.ask('POST', 'exports/shots', { seen: told.seen, languages: draft.languages, shots: draft.shots });
      if (answer.faults) {
        draft.faults = answer.faults;
        redraw();
        const first = answer.faults.find(fault => fault.shot !== null);
        if (first) open(draft.shots[first.shot], wrongOf(draft, first.shot));
        return;
      }
      screen.draft = Object.assign(drafted(answer), { said: say('good', words.kept) });
    } catch (refused) {
      draft.said = say('bad', refused.message);
    }
    redraw();
  };
  const discard = () => {
    screen.draft = null;
    part.replaceWith(shotsPart(screen));
  };
  return element('section', { class: 'zs-box' },
    element('p', { class: 'zs-subtitle' }, words.note),
    element('p', { class: 'zs-subtitle' }, told.is_own ? told.changed : words.shipped),
    draft.said, ...faults.filter(fault => fault.field !== 'languages').map(fault => say('bad', fault.message)),
    table(screen, open),
    element('div', { class: 'zs-row' }, button(words.add, add)),
    languages(draft, words, change, faults.filter(fault => fault.field === 'languages')),
    draft.isChanged && say('warn', words.unsaved),
    element('div', { class: 'zs-row' },
      button(words.keep, send, 'main', { disabled: !draft.isChanged }), draft.isChanged && button(words.discard, discard),
      told.is_own && !draft.isChanged && giveUp(screen, part, words)));
}

/** The sentences about a shot, by field. */
function wrongOf(draft, index) {
  const wrong = {};
  for (const { shot, field, message } of draft.faults) if (shot === index) wrong[field] = [wrong[field], message].filter(Boolean).join('\n');
  return wrong;
}

function table(screen, open) {
  const { draft, view } = screen, words = view.words.shots, { told } = draft;
  const page = name => told.pages.find(one => one.value === name)?.words ?? name;
  const spoken = shot => (shot.languages.length ? shot.languages.map(name => told.all_languages.find(one => one.value === name)?.words ?? name).join(' ') : words.all_languages);
  return grid({
    label: view.words.exports.tab_shots, numeric: [4, 5], head: ['', words.name, words.page, words.query, words.width, words.scale, words.languages],
    rows: draft.shots.map((shot, index) => {
      const wrong = wrongOf(draft, index), said = Object.values(wrong);
      const name = element('div', { class: 'zs-stack' }, button(shot.name || words.new, () => open(shot, wrong), 'plain'), ...said.map(text => element('small', { class: 'zs-wrong' }, text)));
      return { kind: said.length ? 'gone' : null, cells: [index + 1, name, page(shot.page), inWords(told, shot.query), String(shot.width), String(shot.scale), spoken(shot)] };
    }),
  });
}

/** What is chosen, as people say it. */
function inWords(told, query) {
  const said = [...new URLSearchParams(query.replace(/^[^?]*\?/, ''))].map(([name, value]) => {
    const choice = told.choices.find(one => one.name === name);
    return `${choice?.words ?? name} ${choice?.options.find(option => option.value === value)?.words ?? value}`;
  });
  return said.join(' · ') || '—';
}

function languages(draft, words, change, faults) {
  const tick = ({ target }) => {
    draft.languages = draft.told.all_languages.map(one => one.value).filter(value => (value === target.value ? target.checked : draft.languages.includes(value)));
    change();
  };
  return element('fieldset', { class: 'zs-row' }, element('legend', { class: 'zs-hint' }, words.list_languages),
    ...draft.told.all_languages.map(({ value, words: text }) => element('label', { class: 'zs-check' },
      element('input', { type: 'checkbox', value, checked: draft.languages.includes(value), onchange: tick }), text)),
    ...faults.map(fault => element('small', { class: 'zs-wrong' }, fault.message)));
}

/** Back to what was shipped, asked once more before. */
function giveUp(screen, part, words) {
  const place = element('span', { class: 'zs-row zs-apart' });
  const ask = () => place.replaceChildren(element('span', {}, words.give_up_sure), button(words.no, show), button(words.yes, act, 'danger'));
  const show = () => place.replaceChildren(button(words.give_up, ask, 'plain'));
  const act = async () => {
    try {
      screen.draft = drafted(await screen.ask('DELETE', 'exports/shots', { seen: screen.draft.told.seen }));
    } catch (refused) {
      screen.draft.said = say('bad', refused.message);
    }
    part.replaceChildren(editor(screen, part));
  };
  show();
  return place;
}
