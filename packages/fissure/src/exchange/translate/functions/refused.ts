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
    delay_conveyor: 'DELAY CONVEYOR is not supported: use DELAY FIXED, or a conveyor in XMILE',
    delay_profile: 'DELAY PROFILE is not supported: use DELAY N, or DELAY FIXED for each part of the profile',
    random_beta: 'RANDOM BETA is not supported: use RANDOM TRIANGULAR or RANDOM NORMAL between the same bounds',
    random_gamma: 'RANDOM GAMMA is not supported: a sum of RANDOM EXPONENTIAL has a gamma distribution',
    random_binomial: 'RANDOM BINOMIAL is not supported: use RANDOM POISSON or RANDOM NORMAL with its mean',
    random_negative_binomial: 'RANDOM NEGATIVE BINOMIAL is not supported: use RANDOM POISSON with its mean',
    random_lookup: 'RANDOM LOOKUP is not supported: call a lookup of the inverse distribution with RANDOM 0 1',
    cumulate: 'CUMULATE works on data before the run: gather by INTEG',
    cumulatef: 'CUMULATEF works on data before the run: gather by INTEG',
    get_data_stdv: 'GET DATA STDV is not supported: write the number',
    get_data_median: 'GET DATA MEDIAN is not supported: write the number',
    lookup_slope: 'LOOKUP SLOPE is not supported: take the difference of two calls of the lookup',
    endval: 'ENDVAL asks for the end of an earlier run, and every run here stands alone: write its initial value',
    cgrowth: 'CGROWTH is not supported: multiply by (1 + rate) ^ TIME',
    run_count: 'a run does not know its number',
    vmult: 'arrays are not multiplied as wholes: write the product with SUM',
  }),
);
