// Says in the reader's language that the server is gone; what Streamlit says of it is English, and hidden (frame.css).
const PATIENCE = 3000;
let watch;

/** Calls `tell(isLost)` when the connection is lost for longer than a moment, and when it is back. */
export function watchConnection(tell) {
  let since = 0, wasLost = false;
  clearInterval(watch);
  watch = setInterval(() => {
    const isLost = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState !== 'CONNECTED';
    since = isLost ? since || Date.now() : 0;
    if (isLost) signInAgain();
    const lost = Boolean(since) && Date.now() - since > PATIENCE;
    if (lost !== wasLost) tell(wasLost = lost);
    // Hidden as it is, its dialog keeps the page from being used until it is closed.
    document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  }, 1000);
}

// Lost because the session has ended: the server is there, and answers nothing to somebody who is not signed in.
async function signInAgain() {
  const answer = await fetch('/_stcore/host-config', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}
