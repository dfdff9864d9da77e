/**
 * What allows this page to write: the token in the fragment of the address that the terminal printed. It is taken out of
 * the address at once, so that nobody copies it with a link, and kept for this tab alone. First among the imports of
 * `main.tsx`: what reads the rest of the fragment must not meet it.
 */
const KEPT_AS = 'fissure-token';

export const token = takeToken();

function takeToken(): string | undefined {
  const parts = location.hash.slice(1).split('&');
  const given = parts.find((part) => part.startsWith('token='))?.slice('token='.length);
  if (given === undefined) return sessionStorage.getItem(KEPT_AS) ?? undefined;
  sessionStorage.setItem(KEPT_AS, given);
  const rest = parts.filter((part) => !part.startsWith('token=')).join('&');
  history.replaceState(history.state, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
  return given;
}
