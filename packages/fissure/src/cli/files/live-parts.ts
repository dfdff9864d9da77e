/** What makes a report simulate by itself: the built scripts of `apps/report-live`, and the study packed small. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { bytesToText } from '../../base/bytes-as-text.ts';
import { toWireJson } from '../../base/wire-json.ts';
import type { LiveParts, LiveStudy } from '../../report/page/live-study.ts';

/** Undefined where the scripts were not built. `folder`: where they are. */
export function liveParts(study: LiveStudy, folder: URL = builtFolder()): LiveParts | undefined {
  const [page, worker] = [builtScript(folder, 'page.js'), builtScript(folder, 'worker.js')];
  if (page === undefined || worker === undefined) return undefined;
  const script = safeInElement(page);
  return {
    script,
    scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
    worker: packed(worker),
    study: packed(toWireJson(study)),
  };
}

function builtFolder(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../../../dist/report-live/' : '../../report-live/', import.meta.url);
}

function builtScript(folder: URL, name: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(new URL(name, folder)), 'utf8');
  } catch {
    return undefined;
  }
}

/** Inside strings and patterns, where alone they can stand in JavaScript, these mean the same as what they replace. */
function safeInElement(script: string): string {
  return script.replace(/<(?=\/script|script|!--)/gi, '\\x3c').trim();
}

// Not gzip: its header names the operating system, and pages are to be the same everywhere.
function packed(text: string): string {
  return bytesToText(deflateSync(text, { level: 9 }));
}
