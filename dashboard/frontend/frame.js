// What stands around the panels: the style sheet of menu, filters and wall, and what the document is.
import { element, styled } from './elements.js';

/** Resolves when both style sheets are in place. */
export const framed = Promise.all([styled, new Promise(done => {
  const known = document.head.querySelector('link[data-zs-frame]');
  if (known?.sheet) return done();
  const href = new URL('./frame.css', import.meta.url).href;
  const sheet = known ?? element('link', { rel: 'stylesheet', href, 'data-zs-frame': true });
  for (const heard of ['load', 'error']) sheet.addEventListener(heard, done);
  if (!known) document.head.append(sheet);
})]);

/** Marks the document as one with a `wall` or `paper` on it; gives what to call when the component may have left. */
export function standOn(name) {
  const { classList } = document.documentElement;
  classList.add(`zs-on-${name}`);
  return () => setTimeout(() => document.querySelector(`.zs-${name}`) ?? classList.remove(`zs-on-${name}`));
}
