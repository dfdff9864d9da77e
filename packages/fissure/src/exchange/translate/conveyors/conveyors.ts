/** Conveyors and queues of XMILE: which flows they drive, and which they limit. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import type { Belt } from './belt.ts';
import { endByDelay, leakByDelay } from './belt-by-delay.ts';
import { endOfSlats, isArrested, leakOfSlats, needsSlats } from './belt-of-slats.ts';
import { type Queue, queueFlow } from './queue.ts';

const { add, choose, divide, greatest, least, number, subtract, sum } = make;

/** More than any flow brings; infinity would stop the run. */
const NO_LIMIT = 1e300;

export class Conveyors {
  readonly #translator: Translator;
  readonly #outOf = new Map<string, Belt>();
  readonly #into = new Map<string, Belt>();
  readonly #outOfQueue = new Map<string, Queue>();

  constructor(translator: Translator) {
    this.#translator = translator;
    for (const stock of translator.model.variables)
      if (stock.conveyor !== undefined) this.#addBelt(stock, stock.conveyor);
    for (const stock of translator.model.variables) if (stock.isQueue === true) this.#addQueue(stock);
  }

  #addBelt(stock: Belt['stock'], conveyor: Belt['conveyor']): void {
    const { model, problems } = this.#translator;
    const leaking = new Set(model.variables.filter(({ leaks }) => leaks).map(({ name }) => canonicalName(name.text)));
    const outflows = stock.outflows.map(({ text }) => canonicalName(text));
    const ends = outflows.filter((id) => !leaking.has(id));
    const leaks = outflows.filter((id) => id !== ends[0]);
    const zones = leaks.map((id) => model.variables.find(({ name }) => canonicalName(name.text) === id)?.leakZone);
    const spread = this.#spreadInflows(stock, conveyor, leaks.length);
    const belt = { stock, conveyor, end: ends[0], leaks, zones, spread };
    if (conveyor.discrete && Math.abs(this.#translator.stepLength(stock.name.span) - 1) > 1e-9)
      this.#translator.notice(
        `that the conveyor \`${stock.name.text}\` is discrete: it moves step by step, and what it holds at first lies evenly on it`,
        stock.name.span,
      );
    for (const id of outflows) this.#outOf.set(id, belt);
    for (const { text } of stock.inflows) this.#into.set(canonicalName(text), belt);
    if (ends.length > 1)
      problems.add(
        'exchange/not-supported',
        { what: `a conveyor with two ends, \`${stock.name.text}\`` },
        { file: model.file, ...stock.name.span },
      );
  }

  /** Those that Stella lays evenly over the whole belt; what else it may do with them is an error. */
  #spreadInflows({ inflows, name }: Belt['stock'], conveyor: Belt['conveyor'], leaks: number): ReadonlySet<string> {
    const { model, problems } = this.#translator;
    const found = new Set<string>();
    for (const { text } of inflows) {
      const id = canonicalName(text);
      const flow = model.variables.find((one) => canonicalName(one.name.text) === id);
      if (flow?.spread === undefined) continue;
      found.add(id);
      const what =
        flow.spread !== 'even'
          ? `that \`${flow.name.text}\` is spread over the conveyor \`${name.text}\` (${flow.spread})`
          : leaks > 0 && !conveyor.leaksExponentially
            ? `that \`${flow.name.text}\` is spread over the conveyor \`${name.text}\`, which leaks by parts of what enters,`
            : undefined;
      const help =
        'Let it enter at the beginning, spread it evenly over a conveyor without such leaks, or write a conveyor for each age.';
      if (what !== undefined)
        problems.add('exchange/not-supported', { what }, { file: model.file, ...flow.name.span }, { help });
    }
    return found;
  }

  #addQueue(stock: Queue['stock']): void {
    const { variables } = this.#translator.model;
    const overflows = new Set(variables.filter((one) => one.isOverflow).map(({ name }) => canonicalName(name.text)));
    const outflows = stock.outflows.map(({ text }) => {
      const id = canonicalName(text);
      return { id, isOverflow: overflows.has(id), into: this.#into.get(id)?.conveyor };
    });
    for (const { id } of outflows) this.#outOfQueue.set(id, { stock, outflows });
  }

  /** The value of a flow that a conveyor or a queue drives or limits; undefined: the flow's own equation alone. */
  flow(id: string, value: ForeignExpr, site: Site): Expr | undefined {
    const translator = this.#translator;
    const belt = this.#outOf.get(id);
    const queue = this.#outOfQueue.get(id);
    const line = belt?.stock ?? queue?.stock;
    if (line !== undefined && site.element.length > this.#rank(line))
      return translator.fail(
        `how what comes out of \`${line.name.text}\` is shared among the elements of a flow is not known here: let one flow leave it`,
        site.output.span,
      );
    if (belt !== undefined) return this.#drivenBy(belt, id, site);
    if (queue !== undefined) return queueFlow(queue, id, (one) => this.#limit(one, site), site, translator);
    if (!this.#into.has(id)) return undefined;
    const wanted = greatest([number(0), translator.expression(value, site)]);
    const most = this.#limit(id, site);
    return most === undefined ? wanted : least([wanted, most]);
  }

  #rank({ name }: Belt['stock']): number {
    return this.#translator.variables.get(canonicalName(name.text))?.over.length ?? 0;
  }

  #drivenBy(belt: Belt, id: string, site: Site): Expr {
    const translator = this.#translator;
    if (needsSlats(belt, site, translator))
      return belt.end === id ? endOfSlats(belt, site, translator) : leakOfSlats(belt, id, site, translator);
    return belt.end === id ? endByDelay(belt, site, translator) : leakByDelay(belt, id, site, translator);
  }

  /**
   * Most that a flow may bring to the conveyor it enters, the inflows that it lists first served first. What another conveyor
   * brings it takes.
   */
  #limit(id: string, site: Site): Expr | undefined {
    const translator = this.#translator;
    const belt = this.#into.get(id);
    if (belt === undefined) return undefined;
    const { capacity, inflowLimit } = belt.conveyor;
    const ids = belt.stock.inflows.map(({ text }) => canonicalName(text));
    const before = ids.slice(0, ids.indexOf(id)).filter((one) => !this.#outOf.has(one));
    const brought = ids.filter((one) => this.#outOf.has(one));
    const taken = (list: readonly string[]) => list.map((one) => translator.sameElement(one, site));
    const limits: Expr[] = [];
    const isShared = site.element.length > this.#rank(belt.stock);
    if (isShared && (inflowLimit ?? capacity) !== undefined)
      return translator.fail(
        `how a limit of the conveyor \`${belt.stock.name.text}\` is shared among the elements of a flow is not known here: add them up in a flow`,
        belt.stock.name.span,
      );
    if (inflowLimit !== undefined) limits.push(subtract(translator.expression(inflowLimit, site), sum(taken(before))));
    if (capacity !== undefined) {
      const contents = translator.sameElement(belt.stock.name.text, site);
      const room = subtract(translator.expression(capacity, site), contents);
      const leaving = belt.end === undefined ? number(0) : translator.sameElement(belt.end, site);
      limits.push(subtract(add(divide(room, make.DT), leaving), sum(taken([...brought, ...before]))));
    }
    const arrested = isArrested(belt, site, translator);
    const most = limits.length === 0 ? undefined : greatest([number(0), least(limits)]);
    return arrested === undefined ? most : choose(arrested, number(0), most ?? number(NO_LIMIT));
  }
}
