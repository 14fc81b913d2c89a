// The style sheet of what stands around the panels: menu, filters, wall.
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
