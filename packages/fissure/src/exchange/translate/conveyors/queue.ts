/**
 * Queues of XMILE. What an inflow brings in a step is a batch; batches leave in the order in which they came, as far as what
 * stands behind the queue takes them. Flows to anything but a conveyor take all there is. A conveyor takes, as it says, one
 * batch a step or what it has room for, in parts or as wholes. Overflows take what the flows before them leave.
 * Sources: XMILE 1.0, 3.7.1 and 4.2; the isee manual, "Queue Computation".
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { Span } from '../../foreign-expression.ts';
import type { Conveyor, ForeignVariable } from '../../foreign-model.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import { listOf } from './initial-contents.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract, sum } = make;

export interface Queue {
  readonly stock: ForeignVariable;
  readonly outflows: readonly QueueOutflow[];
}

export interface QueueOutflow {
  readonly id: string;
  readonly isOverflow: boolean;
  /** What it brings to, if that is one. */
  readonly into: Conveyor | undefined;
}

/** Batches that wait at one time; more stop the run. */
const MOST_BATCHES = 100;
const NOTHING = number(0);

/** Most that a flow may bring to what stands behind it, per unit of time; undefined where there is no limit. */
type LimitOf = (id: string) => Expr | undefined;

/** The rate of a flow out of a queue. */
export function queueFlow(queue: Queue, id: string, limit: LimitOf, site: Site, translator: Translator): Expr {
  const key = `queue ${canonicalName(queue.stock.name.text)}[${site.element.join(',')}]`;
  const rates = translator.once(key, () =>
    queue.outflows.some(minds) ? byBatches(queue, limit, site, translator) : asOne(queue, limit, site, translator),
  );
  return rates.get(id)!;
}

/** Whether it matters to a flow how large batches are. */
function minds({ into }: QueueOutflow): boolean {
  return into !== undefined && (into.oneAtATime || into.wholeBatches);
}

type Rates = ReadonlyMap<string, Expr>;

/** Where the sizes of batches do not matter: each flow takes what those before it have left. */
function asOne({ stock, outflows }: Queue, limit: LimitOf, site: Site, translator: Translator): Rates {
  const rates = new Map<string, Expr>();
  let left = divide(translator.sameElement(stock.name.text, site), make.DT);
  for (const { id } of ordered(outflows)) {
    const most = limit(id);
    const rate = translator.helper('taken', most === undefined ? left : least([left, most]), site);
    rates.set(id, rate);
    left = translator.helper('left', subtract(left, rate), site);
  }
  return rates;
}

/** Overflows come last, whatever their place. */
function ordered(outflows: readonly QueueOutflow[]): readonly QueueOutflow[] {
  return outflows.toSorted((a, b) => Number(a.isOverflow) - Number(b.isOverflow));
}

function byBatches(queue: Queue, limit: LimitOf, site: Site, translator: Translator): Rates {
  const { stock, outflows } = queue;
  const span = stock.name.span;
  if (outflows.some((one) => one.into?.wholeBatches === true && !one.into.oneAtATime))
    translator.fail(
      'a conveyor that takes several whole batches a step is not supported: let it take one at a time',
      span,
    );
  if (outflows.some(({ isOverflow }) => isOverflow) && stock.inflows.length > 1)
    translator.fail('a queue with an overflow and several inflows: which batch flows over is not supported', span);
  const list = listOf(stock, site.element, translator);
  if (list !== undefined)
    translator.fail('which of several batches at the start leaves first is not known here: write their sum', list.span);
  const named = (what: string, value: Expr) => translator.helper(what, value, site);
  const outputs = Array.from({ length: MOST_BATCHES }, () => translator.newOutput('batch', site, []));
  let batches: readonly Expr[] = outputs.map(({ name }) => make.name(name));
  const rates = new Map<string, Expr>();
  for (const outflow of ordered(outflows)) {
    const most = limit(outflow.id);
    const room = most === undefined ? undefined : named('room', multiply(most, make.DT));
    if (!minds(outflow) && room !== undefined && !outflow.isOverflow)
      return translator.fail(
        'a queue before conveyors that take batches and others that do not is not supported',
        span,
      );
    const step = minds(outflow) ? takeFirst(batches, outflow, room, named) : takeAll(batches, room, span, translator);
    rates.set(outflow.id, divide(named('taken', step.taken), make.DT));
    batches = step.rest;
  }
  const arriving = stock.inflows.map((flow) =>
    named('arriving', multiply(greatest([NOTHING, translator.sameElement(flow.text, site)]), make.DT)),
  );
  const initial = call('INIT', translator.sameElement(stock.name.text, site));
  for (const [i, next] of append(batches, arriving, named).entries()) {
    const expr = call('PREVIOUS', named('batch_next', next), i === 0 ? initial : NOTHING);
    outputs[i]!.elements.set('', { kind: 'expression', expr, span });
  }
  return rates;
}

interface Step {
  readonly taken: Expr;
  readonly rest: readonly Expr[];
}

type Named = (what: string, value: Expr) => Expr;

/** The first batch, or as much of it as there is room for; nothing of a whole one that does not fit. */
function takeFirst(batches: readonly Expr[], { into }: QueueOutflow, room: Expr | undefined, named: Named): Step {
  const first = batches[0]!;
  // What fits but for rounding is a whole batch.
  const fits = room === undefined ? number(1) : binary('<=', first, multiply(room, number(1 + 1e-9)));
  const isGone = named('batch_gone', fits);
  const part = room === undefined || into?.wholeBatches === true ? NOTHING : least([room, first]);
  const taken = named('taken', choose(isGone, first, part));
  const rest = batches.map((batch, i) => {
    const behind = batches[i + 1] ?? NOTHING;
    return named('batch_left', choose(isGone, behind, i === 0 ? subtract(batch, taken) : batch));
  });
  return { taken, rest };
}

function takeAll(batches: readonly Expr[], room: Expr | undefined, span: Span, translator: Translator): Step {
  if (room !== undefined) return translator.fail('an overflow into a conveyor with limits is not supported', span);
  return { taken: sum(batches), rest: batches.map(() => NOTHING) };
}

/** What arrives takes the next free places; where there is none, no number at all stops the run. */
function append(batches: readonly Expr[], arriving: readonly Expr[], named: Named): readonly Expr[] {
  let free = named('batch_count', add(number(1), sum(batches.map((batch) => binary('>', batch, NOTHING)))));
  let line = batches;
  for (const load of arriving) {
    const place = free;
    line = line.map((batch, i) => add(batch, choose(binary('=', place, number(i + 1)), load, NOTHING)));
    free = named('batch_count', add(place, binary('>', load, NOTHING)));
  }
  const isFull = binary('>', free, number(MOST_BATCHES + 1));
  return line.map((batch, i) => (i === 0 ? choose(isFull, divide(NOTHING, NOTHING), batch) : batch));
}
