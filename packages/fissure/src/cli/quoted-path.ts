/** A path as it can be typed after a command that we propose. */
export function quotedPath(path: string): string {
  return /^[\w./=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
