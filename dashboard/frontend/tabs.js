// Tabs: one of several parts is shown; arrow keys go from one to the next.
import { element } from './elements.js';

/** The row of tabs and the panel below: `parts` are [name, label, draw], where `draw` gives what is to be shown. */
export function tabs(parts, label, { chosen = parts[0][0], onChoose = () => {} } = {}) {
  const id = Math.random().toString(36).slice(2);
  const panel = element('div', { role: 'tabpanel', id: `${id}-panel`, class: 'zs-stack' });
  const buttons = parts.map(([name, text]) => element('button', {
    type: 'button', role: 'tab', id: `${id}-${name}`, 'data-tab': name, 'aria-controls': `${id}-panel`, onclick: () => show(name),
  }, text));
  const show = (name, focus) => {
    const number = parts.findIndex(part => part[0] === name);
    buttons.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === number));
      tab.tabIndex = index === number ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', `${id}-${name}`);
    panel.replaceChildren(parts[number][2]());
    if (focus) buttons[number].focus();
    onChoose(name);
  };
  const row = element('div', { role: 'tablist', class: 'zs-tabs', 'aria-label': label, onkeydown: event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    show(parts[(at + step + parts.length) % parts.length][0], true);
  } }, ...buttons);
  show(parts.some(part => part[0] === chosen) ? chosen : parts[0][0]);
  return [row, panel];
}
