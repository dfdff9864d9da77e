/**
 * The script of a live report. The page is complete when it arrives; this puts levers beside its charts, which simulate the
 * study in the page's own workers. Nothing is fetched: study and worker stand in the page.
 */
import { bandsTable, fromWireJson, type LiveStudy } from 'fissure/report-live';
import { saveCsv } from '../../shared/files.ts';
import { breakableClaims } from './break.ts';
import { checkButton } from './check.ts';
import { element } from './dom.ts';
import { followingFigures } from './figures.ts';
import { leverPanel } from './levers.ts';
import { changeBar } from './notice.ts';
import { offerFiles } from './offer-files.ts';
import { unpack } from './packed.ts';
import { canSimulate, Session, type State } from './session.ts';
import { STRINGS } from './strings.ts';
import style from './style.css?inline';
import { followingVerdicts } from './verdicts.ts';
import { watchedChart } from './watched.ts';

const place = document.getElementById('live')!;
const notice = element('p', { class: 'small', role: 'status' });

function tell(reason: string): void {
  notice.textContent = STRINGS.failed(reason);
}

async function start(): Promise<void> {
  document.head.append(element('style', {}, style));
  const study = fromWireJson(await unpack('live-study')) as LiveStudy;
  const figures = followingFigures(study);
  offerFiles(study);
  if (!canSimulate()) {
    notice.textContent = STRINGS.refused;
    place.replaceChildren(notice);
    return;
  }
  const watched = watchedChart(study);
  const shown: { show(state: State): void }[] = [figures, watched, followingVerdicts(study)];
  const session = new Session({
    study,
    // A page opened from a file cannot fetch one: its workers start from text that it carries.
    workerScript: new Blob([await unpack('live-worker')], { type: 'text/javascript' }),
    lookedAt: () => [...figures.lookedAt(), ...watched.lookedAt()],
    show: (state) => {
      for (const part of shown) part.show(state);
    },
    showBreaking: (breaking) => breakable.show(breaking),
    tell,
  });
  const breakable = breakableClaims(study, session);
  const panel = leverPanel(study, session, watched.element);
  const bar = changeBar(study, session);
  shown.push(panel, bar);
  document.querySelector('main')!.before(bar.element);
  panel.element.append(toolsOf(study, session), notice);
  place.replaceChildren(panel.element);
  place.parentElement!.classList.add('with-levers');
  watched.show(session.state);
}

function toolsOf(study: LiveStudy, session: Session): HTMLElement {
  // After a comparison the numbers that were simulated here.
  let standing = study.bands;
  const save = element('button', { type: 'button' }, STRINGS.bands);
  save.addEventListener('click', () => {
    const { times, levels, time } = study;
    const { bands: changed } = session.state;
    const bands = standing.map((band) => changed.get(band.output) ?? band);
    const name = changed.size > 0 ? 'bands-changed' : 'bands';
    // Layout and name of the file that `fissure run` writes.
    saveCsv(name, bandsTable({ times, levels, bands }, time));
  });
  const check = checkButton(study, session, ({ bands }) => {
    standing = bands;
  });
  return element('div', { class: 'tools' }, save, check);
}

start().catch((reason) => {
  tell(reason instanceof Error ? reason.message : String(reason));
  place.replaceChildren(notice);
});
