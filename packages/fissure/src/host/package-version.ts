import { readFileSync } from 'node:fs';

export function packageVersion(): string {
  // The same two levels up from src/host and from dist/host.
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(version);
}
