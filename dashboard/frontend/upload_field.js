// A field whose text is kept until the server has taken it: Enter saves, what is refused is said beside it.
import { element } from './elements.js';
import { button } from './stewardship.js';

/** `save(text)` resolves to whether it was taken. What stands there unsaved is marked and outlives a change of the page. */
export function keptField(state, key, { label, value, save }) {
  const { words, typed, wrong } = state;
  const note = element('small', { class: 'zs-hint', role: 'status' });
  const keep = button(words.save, () => run(), '', { hidden: true });
  const field = element('input', { type: 'text', 'aria-label': label, autocomplete: 'off', spellcheck: 'false', 'data-key': key, 'aria-invalid': wrong.has(key),
    oninput: () => {
      const was = typed.has(key);
      if (field.value === value) typed.delete(key);
      else typed.set(key, field.value);
      mark();
      if (was !== typed.has(key)) state.draw();
    },
    onkeydown: event => {
      if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); run(); }
      else if (event.key === 'Escape') { field.value = value; typed.delete(key); wrong.delete(key); mark(); state.draw(); }
    } });
  field.defaultValue = value;
  field.value = typed.get(key) ?? value;

  async function run() {
    const text = field.value;
    if (!typed.has(key) && text === value) return;
    note.textContent = words.saving;
    const isTaken = await save(text);
    // Somebody may have gone on typing meanwhile.
    if (isTaken && typed.get(key) === text) typed.delete(key);
    mark();
  }

  function mark() {
    const isUnsaved = typed.has(key);
    field.classList.toggle('zs-unsaved', isUnsaved);
    keep.hidden = !isUnsaved;
    note.textContent = isUnsaved && !wrong.has(key) ? words.unsaved : '';
  }
  mark();
  return element('div', { class: 'zs-upload-field' }, element('div', { class: 'zs-upload-entry' }, field, keep), note,
    wrong.has(key) && element('small', { class: 'zs-wrong', role: 'alert' }, wrong.get(key)));
}
