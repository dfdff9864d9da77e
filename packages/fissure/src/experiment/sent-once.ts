/** Keeps account of what one worker was sent, so that it gets every plan, every experiment and their large parts once. */
import type { EngineName } from '../engine/compile-batch.ts';
import type { PlanUse } from '../engine/ir/ir.ts';
import type { Plan } from '../model/plan.ts';
import type { BandsKind } from './bands-kind.ts';
import type { Experiment } from './experiment.ts';
import { planUseOf } from './plan-use.ts';
import type { PoolMessage } from './worker-messages.ts';

/** A worker keeps the latest few: the screening's, the experiment's, and what came before. */
const KEPT_MOST = 4;
/** Of each experiment up to three. */
const PARTS_KEPT_MOST = 3 * KEPT_MOST;

interface Worker {
  post(message: PoolMessage): void;
}

export class SentOnce {
  readonly #plans: number[] = [];
  readonly #experiments: number[] = [];
  readonly #parts: number[] = [];

  /** Sends what is missing, and answers by which number the worker knows the experiment. */
  send(
    to: Worker,
    { experiment, bands }: { readonly experiment: Experiment; readonly bands: BandsKind },
    engine: EngineName | undefined,
  ): number {
    const { plan, factors, points, selection, ...rest } = experiment;
    const use = planUseOf(experiment);
    const planId = numberOfProgram(plan, use);
    const id = 2 * numberOf(experiment) + (bands === 'sketched' ? 1 : 0);
    if (this.#experiments.includes(id)) return id;
    if (!this.#plans.includes(planId))
      to.post({ kind: 'plan', id: planId, plan, engine, use, forget: remember(this.#plans, planId) });
    const parts = Object.entries({ factors, points, selection }).flatMap(([name, value]) =>
      value ? [[name, this.#sendPart(to, value)] as const] : [],
    );
    const forget = remember(this.#experiments, id);
    to.post({ kind: 'experiment', id, plan: planId, experiment: rest, parts, bands, forget });
    return id;
  }

  /** The latest used is forgotten last: an experiment must find all of its parts. */
  #sendPart(to: Worker, value: object): number {
    const id = numberOf(value);
    const place = this.#parts.indexOf(id);
    if (place >= 0) this.#parts.push(...this.#parts.splice(place, 1));
    else to.post({ kind: 'part', id, value, forget: remember(this.#parts, id, PARTS_KEPT_MOST) });
    return id;
  }
}

/** Answers what is to be forgotten for it. */
function remember(ids: number[], id: number, most = KEPT_MOST): number | undefined {
  ids.push(id);
  return ids.length > most ? ids.shift() : undefined;
}

/** Programs are the same if they run the same plan for the same use. */
function numberOfProgram(plan: Plan, use: PlanUse): number {
  const key = `${numberOf(plan)}: ${textOf(use)}`;
  const known = programs.get(key) ?? programs.size;
  programs.set(key, known);
  return known;
}

function textOf(use: PlanUse): string {
  const { kept, fixed } = use;
  const text = texts.get(use) ?? `${kept?.join() ?? 'any'}; ${[...(fixed ?? [])].join()}`;
  texts.set(use, text);
  return text;
}

const texts = new WeakMap<PlanUse, string>();

const programs = new Map<string, number>();

/** The same object, and only that, has the same number. */
const numbers = new WeakMap<object, number>();
let count = 0;

function numberOf(object: object): number {
  const known = numbers.get(object) ?? count++;
  numbers.set(object, known);
  return known;
}
