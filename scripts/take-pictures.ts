/**
 * Takes the pictures of the README, `docs/images/*.png`, from the flagship as `npm start` leaves it. Run with
 * `npm run pictures`; a report elsewhere may be named.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serveWorkbench } from '../packages/fissure/src/server/serve-workbench.ts';
import { launchBrowser } from '../packages/fissure/test/launch-browser.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [report = at('out/islamic-state/report.html')] = process.argv.slice(2);

const server = await serveWorkbench(at('studies/islamic-state'));
const browser = await launchBrowser();
try {
  const sized = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
  const workbench = await browser.newPage(sized);
  await workbench.goto(new URL('#v=1&claim=C9&set=wage_elasticity*2', server.url).href);
  // Told when every member has said what it says of every claim.
  await workbench.getByText(/claims? changed: .*C9/).waitFor({ timeout: 120_000 });
  await workbench.locator('#claim-C9').evaluate((claim) => claim.scrollIntoView({ block: 'center' }));
  await workbench.waitForTimeout(1000);
  await workbench.screenshot({ path: at('docs/images/workbench.png') });
  const page = await browser.newPage(sized);
  await page.goto(pathToFileURL(report).href);
  await page.evaluate("scrollTo(0, document.getElementById('verdicts').getBoundingClientRect().top - 40)");
  await page.screenshot({ path: at('docs/images/report.png') });
} finally {
  await browser.close();
  await server.close();
}
