/** Delays, smooths and trends. */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import { constantOf } from '../constants.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import type { CallContext, FunctionTable, Translate } from './function-table.ts';
import { orElse } from './or-else.ts';

const { add, call, divide, multiply, number, subtract } = make;
const one = make.number(1);
const zero = make.number(0);

const MOST_STAGES = 1000;

function knownBefore(expr: ForeignExpr, site: Site, translator: Translator): boolean {
  return constantOf(expr, translator, undefined, undefined, site) !== undefined;
}

/** DELAY N where its time changes: in Vensim a new time reaches each stage one step after the one before it. */
function travellingDelay(
  input: Expr,
  length: Expr,
  order: number,
  initial: Expr,
  { translator, site }: CallContext,
): Expr {
  let time = translator.helper('delay_time', divide(length, number(order)), site);
  let rate = input;
  for (let stage = 0; stage < order; stage += 1) {
    if (stage > 0) time = translator.helper('delay_time', call('PREVIOUS', time, time), site);
    rate = translator.helper('delay_stage', call('DELAY1', rate, time, initial), site);
  }
  return rate;
}

/** Vensim: input, time, initial, order; a stage of a material delay lasts at least one step there. XMILE: input, time, order, initial. */
function ofOrder(target: 'DELAYN' | 'SMTHN', orderAt: 2 | 3): Translate {
  return (args, { translator, site, span }) => {
    const wanted = Math.max(1, Math.round(translator.constant(args[orderAt]!, args[orderAt]!.span, site)));
    const order = orderAt === 3 && target === 'DELAYN' ? Math.min(wanted, translator.stepsIn(args[1]!, site)) : wanted;
    if (order > MOST_STAGES) translator.fail(`a delay has at most ${MOST_STAGES} stages`, args[orderAt]!.span);
    const initial = args[orderAt === 3 ? 2 : 3];
    const [input, length] = [args[0]!, args[1]!].map((arg) => translator.expression(arg, site));
    const isFixed = orderAt === 2 || target === 'SMTHN' || knownBefore(args[1]!, site, translator);
    if (!isFixed)
      return travellingDelay(input!, length!, order, translator.expression(initial!, site), { translator, site, span });
    return call(target, input!, length!, number(order), ...(initial ? [translator.expression(initial, site)] : []));
  };
}

/** DELAY MATERIAL and DELAY INFORMATION differ only where their time changes. */
const ofFixedTime: Translate = ([input, time, initial], { translator, site }) => {
  if (!knownBefore(time!, site, translator))
    return translator.fail(
      'the time of this delay must be known before the run: use DELAY N where it changes',
      time!.span,
    );
  return call('DELAY', ...[input, time, initial].map((arg) => translator.expression(arg!, site)));
};

/** (input - average) / (time * |average|), 0 where the average is none. */
function trend(context: CallContext, input: Expr, time: Expr, initial: Expr): Expr {
  const { translator, site } = context;
  const now = translator.helper('trend_input', input, site);
  const average = translator.helper(
    'trend_average',
    call('SMTH1', now, time, divide(now, add(one, multiply(initial, time)))),
    site,
  );
  return orElse(context, subtract(now, average), multiply(time, call('ABS', average)), zero);
}

/**
 * DELAYP(input, time : pipeline): DELAY3, and as its further output what is under way.
 * https://www.vensim.com/documentation/fn_delayp.html
 */
const pipelineDelay: Translate = ([input, time], { translator, site, output }) => {
  const [coming, length] = [input!, time!].map((arg) =>
    translator.helper('delay', translator.expression(arg, site), site),
  );
  const leaving = call('DELAY3', coming!, length!);
  if (output === undefined) return leaving;
  const gone = translator.helper('delayed', leaving, site);
  return translator.helperStock('pipeline', multiply(coming!, length!), () => subtract(coming!, gone), site);
};

/**
 * DELAY CONVEYOR(input, time, leak, profile, total, first time) at one speed, with what is on it at first spread evenly:
 * each step leaves its share of what is there, and what leaves has been there for as many steps as the time holds.
 * https://www.vensim.com/documentation/fn_delay_conveyor.html
 */
const conveyorDelay: Translate = ([input, time, leak, profile, total, firstTime], { translator, site }) => {
  const [now, atFirst] = [time!, firstTime!].map((arg) => constantOf(arg, translator, undefined, undefined, site));
  if (now === undefined || now !== atFirst)
    return translator.fail(
      'DELAY CONVEYOR is supported at one speed: write a stage for each age, or a conveyor in XMILE',
      time!.span,
    );
  if (!knownBefore(leak!, site, translator))
    return translator.fail('DELAY CONVEYOR is supported with a leak that is known before the run', leak!.span);
  const heights = translator.lookupPoints(profile!, site).points.map(([, y]) => y);
  if (!(heights[0]! > 0) || heights.some((y) => y !== heights[0]))
    return translator.fail(
      'DELAY CONVEYOR is supported with what is on it at first spread evenly: a flat profile',
      profile!.span,
    );
  const [coming, length, leaving, first] = [input!, time!, leak!, total!].map((arg) =>
    translator.expression(arg, site),
  );
  const delayed = call('DELAY', coming!, length!, divide(first!, length!));
  const since = subtract(make.TIME, make.name('STARTTIME'));
  const steps = divide(make.least([since, length!]), make.DT);
  return multiply(delayed, make.binary('^', subtract(one, multiply(leaving!, make.DT)), steps));
};

export function defineDelays(table: FunctionTable): void {
  table.plain('delay1 delay1i', 2, 3, (...args) => call('DELAY1', ...args));
  table.plain('delay3 delay3i', 2, 3, (...args) => call('DELAY3', ...args));
  table.plain('smth1 smooth smoothi', 2, 3, (...args) => call('SMTH1', ...args));
  table.plain('smth3 smooth3 smooth3i', 2, 3, (...args) => call('SMTH3', ...args));
  table.plain('delay_fixed', 3, 3, (...args) => call('DELAY', ...args));
  table.plain('delay', 2, 3, (...args) => call('DELAY', ...args));

  table.special('delay_n', 4, 4, ofOrder('DELAYN', 3));
  table.special('smooth_n', 4, 4, ofOrder('SMTHN', 3));
  table.special('delayn', 3, 4, ofOrder('DELAYN', 2));
  table.special('smthn', 3, 4, ofOrder('SMTHN', 2));

  table.special('delayp', 2, 2, pipelineDelay);
  table.special('delay_conveyor', 6, 6, conveyorDelay);

  table.special('trend', 2, 3, (args, context) => {
    const [input, time, initial = zero] = args.map((arg) => context.translator.expression(arg, context.site));
    if (context.translator.model.vendor === 'Fissure') return call('TREND', input!, time!, initial);
    return trend(context, input!, time!, initial);
  });
  table.special('forecast forcst', 3, 4, (args, context) => {
    const [input, time, horizon, initial = zero] = args.map((arg) => context.translator.expression(arg, context.site));
    if (context.translator.model.vendor === 'Fissure') return call('FORCST', input!, time!, horizon!, initial);
    const now = context.translator.helper('forecast_input', input!, context.site);
    return multiply(now, add(one, multiply(trend(context, now, time!, initial), horizon!)));
  });
  table.special('delay_material', 4, 4, ofFixedTime);
  table.special('delay_information', 3, 3, ofFixedTime);
}
