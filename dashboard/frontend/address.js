// The address is the view: to choose is to go to another address, as the browser's own Back and Forward do.

/** Goes to an address of ours without loading the page anew: Streamlit draws what an address says when it is gone to. */
export function open(href) {
  if (new URL(href, location.href).href === location.href) return;
  history.pushState({}, '', href);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}

/** For clicks on links: stays in this tab unless another one is asked for. */
export function follow(event) {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(event.currentTarget.href);
}

/** The present address with other choices: name → values; no values take a name out. */
export function withChoice(changes) {
  const address = new URL(location.href);
  for (const [name, values] of Object.entries(changes)) {
    address.searchParams.delete(name);
    for (const value of values) address.searchParams.append(name, value);
  }
  return address.href;
}
