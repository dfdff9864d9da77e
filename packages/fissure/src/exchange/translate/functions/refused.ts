/** Functions whose meaning is known and cannot be had here, each with what to do instead. Everything else is unknown. */
export const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a_function_of: 'this variable has no equation yet, only the names of what it depends on: write its equation',
    shift_if_true:
      'SHIFT IF TRUE changes another variable from outside: move people on by flows between the elements of the stock',
    simultaneous: 'SIMULTANEOUS solves a loop of equations: break the loop by a stock, a delay or PREVIOUS',
    find_zero: 'FIND ZERO solves an equation at each step: write its solution, or approach it by a stock',
    internal_rate_of_return: 'an internal rate of return needs the whole run: work it out from the saved results',
    irr: 'an internal rate of return needs the whole run: work it out from the saved results',
    delay_batch: 'DELAY BATCH is not supported: gather and release by stocks and flows',
    delay_profile: 'DELAY PROFILE is not supported: use DELAY N, or DELAY FIXED for each part of the profile',
    cumulate: 'CUMULATE works on data before the run: gather by INTEG',
    cumulatef: 'CUMULATEF works on data before the run: gather by INTEG',
    get_data_stdv: 'GET DATA STDV is not supported: write the number',
    get_data_median: 'GET DATA MEDIAN is not supported: write the number',
    endval: 'ENDVAL asks for the end of an earlier run, and every run here stands alone: write its initial value',
    depreciate_by_schedule: 'DEPRECIATE BY SCHEDULE is not supported: use DELAY FIXED for each part of the schedule',
    message: 'MESSAGE shows a window as a model runs: nobody is there to read it, so leave it out',
    ...macros('sshape', 'ramp_from_to', 'sample_until'),
    lookupmean: 'LOOKUPMEAN is not supported: write the number',
    negbinomial: 'NEGBINOMIAL is not supported: use POISSON with its mean',
    geometric: 'GEOMETRIC is not supported: round EXPRND with the same mean',
    rework: 'REWORK is not supported: write the share of errors as a stock and its flows',
    clocktime: 'CLOCKTIME would make every run another one: use TIME',
    pause: 'PAUSE stops a run for somebody who watches: leave it out',
    ...ofRuns('run_count', 'runcount', 'sensiruncount'),
    vmult: 'arrays are not multiplied as wholes: write the product with SUM',
  }),
);

/** Known from published models, which bring them along. */
function macros(...names: readonly string[]): Record<string, string> {
  const why = 'no function of Vensim has this name; where it is a macro, its :MACRO: is missing in this file';
  return Object.fromEntries(names.map((name) => [name, why]));
}

function ofRuns(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'a run does not know its number']));
}
