// Files from the server, handed to the browser to keep; what is refused is said where it was asked for.
import { save } from './download.js';

export async function fetched(state, path, name, key) {
  state.wrong.delete(key);
  try {
    const got = await fetch(`/stewardship/${path}?${new URLSearchParams({ language: state.view.language })}`);
    if (!got.ok) throw new Error((await got.json().catch(() => ({}))).message ?? state.words.lost);
    const address = URL.createObjectURL(await got.blob());
    save({ name, address });
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    state.wrong.set(key, error instanceof TypeError ? state.words.lost : error.message);
  }
  state.draw();
}
