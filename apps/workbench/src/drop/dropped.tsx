/** A model of another tool, run in this page: its main variables as charts, and in their place what stands in the way. */
import { useSignal } from '@preact/signals';
import type { ForeignReply } from 'fissure/foreign-worker';
import type { Chart } from 'fissure/workbench';
import { chartSvg, unitWords, valueAxis } from 'fissure/workbench';
import { useEffect } from 'preact/hooks';
import { contentOfChart } from '../charts/content.ts';
import { ChartTools } from '../charts/tools.tsx';
import { Dialog } from '../dialog.tsx';
import { amount } from '../numbers.ts';
import { STRINGS } from '../strings.ts';
import { droppedFiles } from './drop.ts';

/** The main variables: stocks come first. */
const FIRST = 8;
/** A study is text; what is larger is no model. */
const LARGEST = 30_000_000;

export default function Dropped() {
  const files = droppedFiles.value;
  const reply = useSignal<ForeignReply | undefined>(undefined);
  useEffect(() => {
    reply.value = undefined;
    if (!files) return;
    const worker = new Worker(new URL('./model-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => {
      reply.value = data;
    };
    worker.onerror = ({ message }) => {
      reply.value = { failure: message };
    };
    const send = async () => {
      if (files.reduce((sum, { size }) => sum + size, 0) > LARGEST) throw new Error(STRINGS.dropTooLarge);
      const read = files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
      worker.postMessage(await Promise.all(read));
    };
    send().catch((error: Error) => {
      reply.value = { failure: error.message };
    });
    return () => worker.terminate();
  }, [files]);
  if (!files) return null;
  return (
    <Dialog
      title={STRINGS.droppedTitle(files.map(({ name }) => name))}
      onClose={() => (droppedFiles.value = undefined)}
    >
      <div class="dropped">
        <Reply reply={reply.value} />
      </div>
    </Dialog>
  );
}

function Reply({ reply }: { readonly reply: ForeignReply | undefined }) {
  if (!reply) return <p role="status">{STRINGS.readingModel}</p>;
  if ('failure' in reply) return <p role="alert">{STRINGS.failed(reply.failure)}</p>;
  const { run } = reply;
  if (!run) return <p role="alert">{STRINGS.noModel}</p>;
  return (
    <>
      <p class="note">{run.charts ? STRINGS.droppedNote(run.charts.length) : STRINGS.droppedRefused}</p>
      {run.brokeOff !== '' && <p role="alert">{STRINGS.brokeOff(run.brokeOff)}</p>}
      {run.diagnostics !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        <section class="scroll" tabIndex={0} aria-label={STRINGS.modelProblems}>
          <pre>{run.diagnostics}</pre>
        </section>
      )}
      {run.charts && <Charts charts={run.charts} />}
    </>
  );
}

function Charts({ charts }: { readonly charts: readonly Chart[] }) {
  const word = useSignal('');
  const isWhole = useSignal(false);
  const wanted = word.value.trim().toLowerCase();
  const found = charts.filter(({ title, id }) => `${title} ${id}`.toLowerCase().includes(wanted));
  const shown = isWhole.value ? found : found.slice(0, FIRST);
  return (
    <>
      {charts.length > FIRST && (
        <label class="find">
          {STRINGS.findVariable}
          <input type="search" value={word.value} onInput={(event) => (word.value = event.currentTarget.value)} />
        </label>
      )}
      <div class="grid">
        {shown.map((chart) => (
          <figure key={chart.id}>
            <figcaption>
              <strong>{chart.title}</strong> {wayOf(chart)}
            </figcaption>
            {/* Drawn by chartSvg, which escapes every text. */}
            <div class="drawing" dangerouslySetInnerHTML={{ __html: chartSvg(chart).html }} />
            <ChartTools content={contentOfChart(chart)} />
          </figure>
        ))}
      </div>
      {found.length > shown.length && (
        <button type="button" onClick={() => (isWhole.value = true)}>
          {STRINGS.showAllVariables(found.length)}
        </button>
      )}
    </>
  );
}

function wayOf(chart: Chart): string {
  const line = chart.layers.find((layer) => layer.kind === 'line');
  if (line?.kind !== 'line') return '';
  const { low, high } = valueAxis(chart);
  const [first, last] = [line.values[0]!, line.values.at(-1)!];
  return low === high ? '' : STRINGS.way(amount(first), amount(last), unitWords(chart.unit, last));
}
