// Files that the server hands over: asked for by hand, so that a refusal is a sentence and not a page.
import { element } from './elements.js';
import { say } from './stewardship.js';

/** Asks for a file below /stewardship and gives it to the browser under its name; a refusal is said in `place`. */
export async function takeAway(path, language, place, lost) {
  place.replaceChildren();
  try {
    const got = await fetch(`/stewardship/${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ language })}`);
    if (!got.ok) throw new Error((await got.json()).message);
    const name = /filename\*=UTF-8''([^;]+)/.exec(got.headers.get('content-disposition') ?? '')?.[1] ?? 'workbook';
    const address = URL.createObjectURL(await got.blob());
    element('a', { href: address, download: decodeURIComponent(name) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    place.replaceChildren(say('bad', error instanceof TypeError ? lost : error.message));
  }
}
