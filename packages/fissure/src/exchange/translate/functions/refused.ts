/** Functions whose meaning is known and cannot be had here, each with what to do instead. Everything else is unknown. */
import { CONTENTS } from '../conveyors/initial-contents.ts';

export const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a_function_of: 'this variable has no equation yet, only the names of what it depends on: write its equation',
    shift_if_true:
      'SHIFT IF TRUE changes another variable from outside: move people on by flows between the elements of the stock',
    simultaneous: 'SIMULTANEOUS solves a loop of equations: break the loop by a stock, a delay or PREVIOUS',
    find_zero: 'FIND ZERO solves an equation at each step: write its solution, or approach it by a stock',
    internal_rate_of_return: 'an internal rate of return needs the whole run: work it out from the saved results',
    irr: 'an internal rate of return needs the whole run: work it out from the saved results',
    delay_batch:
      'in which step a batch of DELAY BATCH begins and is done is not known here: gather and release by stocks and flows',
    delay_profile:
      'how DELAY PROFILE divides its profile into steps is not known here: use DELAY N, or DELAY FIXED for each part of the profile',
    net_present_value:
      'NET PRESENT VALUE gathers by fiscal periods in a way that is not known here: use NPV or NPVE with a rate for a unit of time',
    cumulate: 'CUMULATE works on data before the run: gather by INTEG',
    cumulatef: 'CUMULATEF works on data before the run: gather by INTEG',
    get_data_stdv: 'GET DATA STDV is not supported: write the number',
    get_data_median: 'GET DATA MEDIAN is not supported: write the number',
    endval: 'ENDVAL asks for the end of an earlier run, and every run here stands alone: write its initial value',
    message: 'MESSAGE shows a window as a model runs: nobody is there to read it, so leave it out',
    ...macros('sshape', 'ramp_from_to', 'sample_until'),
    lookupmean: 'what LOOKUPMEAN is a mean of is not known here: write the number',
    negbinomial:
      'whether NEGBINOMIAL counts trials or failures is not known here: add up as many geometric draws as are to succeed, each INT(LN(RANDOM(0, 1)) / LN(1 - p)) failures, and 1 more where trials are meant',
    geometric:
      'whether GEOMETRIC counts the trial that succeeds is not known here: write INT(LN(RANDOM(0, 1)) / LN(1 - p)) for the failures before it, and 1 more where trials are meant',
    ...cycleTimes('cycletime', 'ctmean', 'ctmax', 'ctmin', 'ctstddev', 'ctflow', 'throughput'),
    rework: 'REWORK is not supported: write the share of errors as a stock and its flows',
    clocktime: 'CLOCKTIME would make every run another one: use TIME',
    pause: 'PAUSE stops a run for somebody who watches: leave it out',
    ...ofRuns('run_count', 'runcount', 'sensiruncount'),
    switch: 'SWITCH of older versions of Stella: write IF a > b THEN 1 ELSE 0',
    logn: 'LOGN of older versions of Stella is the natural logarithm: write LN',
    pct: 'PCT of older versions of Stella: write PERCENT',
    rootn: 'ROOTN of older versions of Stella: write x ^ (1 / n)',
    ...contents('qelem', 'qlen', 'ostate', 'cap'),
    vmult: 'arrays are not multiplied as wholes: write the product with SUM',
  }),
);

/** Known from published models, which bring them along. */
function macros(...names: readonly string[]): Record<string, string> {
  const why = 'no function of Vensim has this name; where it is a macro, its :MACRO: is missing in this file';
  return Object.fromEntries(names.map((name) => [name, why]));
}

/** Of Stella, which stamps what flows. */
function cycleTimes(...names: readonly string[]): Record<string, string> {
  const why =
    'how long what flows has been under way is not kept: write the time of transit, or divide what is there by what leaves';
  return Object.fromEntries(names.map((name) => [name, why]));
}

/** Of Stella, which look into a queue, an oven or a conveyor. */
function contents(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, CONTENTS]));
}

function ofRuns(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'a run does not know its number']));
}
