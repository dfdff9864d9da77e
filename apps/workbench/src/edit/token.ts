/**
 * What allows this page to write: the token in the fragment of the address that the terminal printed. It is taken out of
 * the address at once, so that nobody copies it with a link, and kept for this tab alone. First among the imports of
 * `main.tsx`: what reads the rest of the fragment must not meet it.
 *
 * A server that was started anew has another. A page that could write before takes that from a tab in which the new address
 * was opened, or from its reader, and only where it is that of the server that answers.
 */
import { signal } from '@preact/signals';

const KEPT_AS = 'fissure-token';

/** Between the tabs of one address: whoever can listen could read what the tabs keep, too. */
const tabs = new BroadcastChannel(KEPT_AS);

export const token = signal(takeToken());
/** The server that answers now is not the one that this page may write to. */
export const isOutdated = signal(false);

/** Of the token of the server that answers. */
let wanted = '';
/** From another tab, perhaps before this page knew that its server is another. */
let offered = '';

tabs.onmessage = ({ data }) => {
  offered = String(data);
  if (isOutdated.value) void accept(offered);
};

function takeToken(): string | undefined {
  const { given, rest } = splitFragment(location.hash);
  if (given === undefined) return sessionStorage.getItem(KEPT_AS) ?? undefined;
  sessionStorage.setItem(KEPT_AS, given);
  tabs.postMessage(given);
  replaceFragment(rest);
  return given;
}

function splitFragment(fragment: string): { readonly given: string | undefined; readonly rest: string } {
  const parts = fragment.replace(/^#/, '').split('&');
  const given = parts.find((part) => part.startsWith('token='))?.slice('token='.length);
  return { given, rest: parts.filter((part) => !part.startsWith('token=')).join('&') };
}

function replaceFragment(rest: string): void {
  history.replaceState(history.state, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
}

/** The whole address in place of that of this page: a browser then loads nothing, and all stays as it is but the token. */
addEventListener('popstate', (event) => {
  if (splitFragment(location.hash).given !== undefined) event.stopImmediatePropagation();
});
addEventListener('hashchange', ({ oldURL }) => {
  const { given } = splitFragment(location.hash);
  if (given === undefined) return;
  replaceFragment(new URL(oldURL).hash.slice(1));
  void takeAddress(given);
});

/** Every server says at first what the digest of its token is. */
export async function meetServer(digest: string): Promise<void> {
  wanted = digest;
  const own = token.value;
  if (own === undefined) return;
  isOutdated.value = (await digestOf(own)) !== digest;
  if (isOutdated.value) await accept(offered);
}

/** `text`: a token, or the address with it. False where it is not that of the server. */
export async function takeAddress(text: string): Promise<boolean> {
  const fragment = text.trim().replace(/^.*#/, '');
  const given = splitFragment(fragment).given ?? fragment;
  const isRight = await accept(given);
  if (isRight) tabs.postMessage(given);
  return isRight;
}

async function accept(given: string): Promise<boolean> {
  if ((await digestOf(given)) !== wanted) return false;
  sessionStorage.setItem(KEPT_AS, given);
  token.value = given;
  isOutdated.value = false;
  return true;
}

/** As the server makes it. */
async function digestOf(own: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`whose is ${own}`));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
