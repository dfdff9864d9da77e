/** A study or model file that the workbench serves to a real browser, for the tests of one `describe`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { launchBrowser } from '../in-browser.ts';

/** Where screenshots are kept to be looked at. */
export const PICTURES = fileURLToPath(new URL('../../../../out/workbench/', import.meta.url));

export interface ServedPage {
  readonly url: string;
  /** With the token by which a page may write. */
  readonly editingUrl: string;
  /** A page of its own at an address, whole or behind `url`, once it has drawn something. */
  open(address?: string): Promise<Page>;
}

/** `make` writes what is served into a folder that goes away again, and answers its path. */
export function servePage(make: (folder: string) => string, height = 800): ServedPage {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'fissure-served-'));
    server = await serveWorkbench(make(folder));
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get url() {
      return server.url;
    },
    get editingUrl() {
      return server.editingUrl;
    },
    async open(address = '') {
      const page = await browser.newPage({ viewport: { width: 1280, height } });
      await page.goto(new URL(address, server.url).href);
      await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
      return page;
    },
  };
}
