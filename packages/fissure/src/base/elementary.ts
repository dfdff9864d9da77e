/**
 * Elementary functions as fixed sequences of IEEE double operations (+ - * / sqrt and moves of exponent bits): the same
 * bits on every machine, in every browser, and in the WebAssembly that engine/webassembly/elementary-code.ts writes.
 * `Math.exp` and its like may differ between machines; these may not.
 *
 * Largest error against the 60-digit references of test/base/elementary.test.ts, in units of the last place: exp 0.72,
 * ln 0.71, log10 0.50, pow 0.71, sin 0.57, cos 0.59, tan 1.4, arcsin 0.71, arccos 0.57, arctan 0.61; never more than 2
 * units from `Math` on 200,000 points each. Special values (NaN, infinities, signed zeros, subnormals) are those of `Math`.
 *
 * Sources: W. J. Cody and W. Waite, "Software Manual for the Elementary Functions" (1980), for the reductions;
 * coefficients of ln, sin, cos, arcsin and arctan: K. C. Ng and Sun Microsystems, fdlibm 5.3 (1993), e_log.c, k_sin.c,
 * k_cos.c, e_asin.c, s_atan.c, and the way of e_pow.c; exp: Taylor; exact products and sums: T. J. Dekker, "A floating-point technique for
 * extending the available precision", Numerische Mathematik 18 (1971).
 *
 * Every operation and its order counts: a change here must be made in elementary-code.ts as well.
 */

export { cos, sin, tan } from './elementary/angles.ts';
export { arccos, arcsin, arctan } from './elementary/arcs.ts';
export { exp, ln, log10 } from './elementary/exponential.ts';
export { pow } from './elementary/power.ts';
