/** What the elementary functions and their vector code share. */

/** Adding and taking away 1.5 * 2^52 rounds to the nearest whole number, halves to even. */
export const ROUNDER = 6755399441055744;
export const LOG2_E = Math.LOG2E;
/** ln 2 in two parts; the first has 32 significant bits, so that products with whole numbers below 2^20 are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** Up to here exp neither overflows nor leaves the normal numbers. */
export const EXP_FAST = 708;
/** 1 / 2!, 1 / 3!, ... 1 / 13!. */
export const EXP_SERIES: readonly number[] = [
  0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889, 0.0001984126984126984,
  2.48015873015873e-5, 2.7557319223985893e-6, 2.755731922398589e-7, 2.505210838544172e-8, 2.08767569878681e-9,
  1.6059043836821613e-10,
];
/** Of ln(1 + f) in s^2, s = f / (2 + f). */
export const LN_SERIES: readonly number[] = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
];
/** 2/3 in two parts, and 2/5, 2/7, ... 2/25. */
export const TWO_THIRDS = 0.6666666666666666;
export const TWO_THIRDS_LOW = 3.700743415417188e-17;
export const LN_TAIL: readonly number[] = Array.from({ length: 11 }, (_, i) => 2 / (2 * i + 5));
/** 3/5, 3/7, ... 3/25. */
export const POW_TAIL: readonly number[] = Array.from({ length: 11 }, (_, i) => 3 / (2 * i + 5));
/** 2^27 + 1: splits a double into two halves of 26 bits. */
export const SPLITTER = 134217729;
export const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Beyond this exponent a power is 0, 1 or infinite. */
export const POW_LARGEST_EXPONENT = 2 ** 64;
/** High word of sqrt(1/2): mantissas are taken from there to sqrt(2). */
export const SQRT_HALF_HIGH = 0x3fe6a09e;

export const SIN_SERIES: readonly number[] = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
];
export const COS_SERIES: readonly number[] = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
];
export const TWO_OVER_PI = 0.6366197723675814;
/** pi / 2 in four parts; the first three have 33 bits, so that products with whole numbers below 2^20 are exact. */
export const HALF_PI_PARTS: readonly number[] = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
];
/** Up to here the reduction by these parts is good; beyond, it is done in whole numbers. */
export const TRIG_FAST = 1e6;

const TWO_THIRDS_SPLIT = SPLITTER * TWO_THIRDS;
export const TWO_THIRDS_A = TWO_THIRDS_SPLIT - (TWO_THIRDS_SPLIT - TWO_THIRDS);
export const TWO_THIRDS_B = TWO_THIRDS - TWO_THIRDS_A;
/** The true 2/3 less its upper half. */
export const TWO_THIRDS_REST = TWO_THIRDS_B + TWO_THIRDS_LOW;

export const INV_LN10 = Math.LOG10E;
export const INV_LN10_LOW = 1.098319650216765e-17;

/** arctan of 1/2, 1, 3/2 and infinity, in two parts. */
export const ATAN_HIGH: readonly number[] = [
  0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966,
];
export const ATAN_LOW: readonly number[] = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
];
/** Of 1 - arctan(x) / x, in x^4: times x^2, and times x^4. */
export const ATAN_EVEN: readonly number[] = [
  0.3333333333333293, 0.14285714272503466, 0.09090887133436507, 0.06661073137387531, 0.049768779946159324,
  0.016285820115365782,
];
export const ATAN_ODD: readonly number[] = [
  -0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735, -0.036531572744216916,
];
/** Where the reductions of arctan meet. */
export const ATAN_BORDERS: readonly number[] = [0.4375, 0.6875, 1.1875, 2.4375];
/** Numerator and denominator of (arcsin(x) - x) / x, in x^2. */
export const ASIN_ABOVE: readonly number[] = [
  0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
  3.479331075960212e-5,
];
export const ASIN_BELOW: readonly number[] = [
  1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194,
];
