/** :NA: of Vensim, with which it computes where a number is missing: -2^109. */
import * as make from '../make-expression.ts';

export const MISSING = make.number(-(2 ** 109));
