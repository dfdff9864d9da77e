/*
 * exp, ln and pow as packages/fissure/src/base/elementary.ts has them, operation by operation; arguments off the usual
 * ground go to libm, lane by lane. With OWN_FUNCTIONS 0, libm does everything.
 */
#include <math.h>
#define ROUNDER 6755399441055744.0
#define LOG2E 1.4426950408889634
#define LN2_HIGH 0.6931471803691238
#define LN2_LOW 1.9082149292705877e-10
#define SPLITTER 134217729.0
#define SQRT_HALF_BITS (0x3fe6a09eLL << 32)
#define ONE_BITS 0x3ff0000000000000LL

#define LANEWISE1(name, fn) \
  static __attribute__((noinline)) V name(V a) { \
    V r = a; \
    for (int i = 0; i < LANES; i++) r = PUT(r, i, fn(LANE(a, i))); \
    return r; \
  }
#define LANEWISE2(name, fn) \
  static __attribute__((noinline)) V name(V a, V b) { \
    V r = a; \
    for (int i = 0; i < LANES; i++) r = PUT(r, i, fn(LANE(a, i), LANE(b, i))); \
    return r; \
  }
static double modulo(double a, double b) {
  double r = fmod(a, b);
  return r == 0 ? 0 : (r < 0) == (b < 0) ? r : r + b;
}
LANEWISE1(rareExp, exp)
LANEWISE1(rareLn, log)
LANEWISE2(rarePow, pow)
LANEWISE1(LOG10, log10)
LANEWISE1(SIN, sin)
LANEWISE1(COS, cos)
LANEWISE1(TAN, tan)
LANEWISE1(ARCSIN, asin)
LANEWISE1(ARCCOS, acos)
LANEWISE1(ARCTAN, atan)
LANEWISE2(MOD, modulo)

static inline V expOfReduced(V high, V low) {
  V r = high - low, r2 = r * r, r4 = r2 * r2;
  V a = K(0.5) + K(0.16666666666666666) * r + (K(0.041666666666666664) + K(0.008333333333333333) * r) * r2;
  V b = K(0.001388888888888889) + K(0.0001984126984126984) * r + (K(2.48015873015873e-5) + K(2.7557319223985893e-6) * r) * r2;
  V c = K(2.755731922398589e-7) + K(2.505210838544172e-8) * r + (K(2.08767569878681e-9) + K(1.6059043836821613e-10) * r) * r2;
  return K(1) + (high + (r2 * (a + r4 * (b + r4 * c)) - low));
}
/* From n + ROUNDER, whose low bits are n. */
static inline V powerOfTwo(V shifted) { return number((bits(shifted) + KI(1023)) << 52); }

static inline V ownExp(V x) {
  V shifted = x * K(LOG2E) + K(ROUNDER), n = shifted - K(ROUNDER);
  V value = expOfReduced(x - n * K(LN2_HIGH), n * K(LN2_LOW)) * powerOfTwo(shifted);
  if (__builtin_expect(!ALL(LE(ABS(x), K(708))), 0)) return rareExp(x);
  return value;
}
static inline V fractionOf(V x, V *k) {
  I moved = bits(x) - KI(SQRT_HALF_BITS) + KI(ONE_BITS);
  *k = number(shiftRight(moved, 52) | KI(0x4330000000000000LL)) - K(4503599627371519.0);
  return number(bits(x) - ((moved & KI(~0x000fffffffffffffLL)) - KI(ONE_BITS))) - K(1);
}
static inline M isNormal(V x) { return AND(LE(K(2.2250738585072014e-308), x), LT(x, K(INFINITY))); }

static inline V ownLn(V x) {
  V k, f = fractionOf(x, &k);
  V s = f / (K(2) + f), z = s * s, w = z * z;
  V odd = w * (K(0.3999999999940942) + w * (K(0.22222198432149784) + w * K(0.15313837699209373)));
  V even = z * (K(0.6666666666666735) + w * (K(0.2857142874366239) + w * (K(0.1818357216161805) + w * K(0.14798198605116586))));
  V half = K(0.5) * f * f;
  V value = k * K(LN2_HIGH) - (half - (s * (half + (even + odd)) + k * K(LN2_LOW)) - f);
  if (__builtin_expect(!ALL(isNormal(x)), 0)) return rareLn(x);
  return value;
}
#define SPLIT(v, a, b) V a##c = K(SPLITTER) * v, a = a##c - (a##c - v), b = v - a
#define PRODUCT_ERROR(aA, aB, bA, bB, p) (aA * bA - p + aA * bB + aB * bA + aB * bB)
static inline V ownPow(V x, V y) {
  V k, f = fractionOf(x, &k);
  V d = K(2) + f, dRest = f - (d - K(2)), s = f / d;
  SPLIT(s, sA, sB);
  SPLIT(d, dA, dB);
  V product = s * d, productLow = PRODUCT_ERROR(sA, sB, dA, dB, product);
  V sLow = (f - product - productLow - s * dRest) / d;
  V z = s * s, zLow = sA * sA - z + K(2) * sA * sB + sB * sB + K(2) * s * sLow;
  V z2 = z * z, z4 = z2 * z2;
#define PAIR(i) (K(2.0 / (i)) + K(2.0 / (i + 2)) * z)
  V tail = z2 * (PAIR(5) + PAIR(9) * z2 + z4 * (PAIR(13) + PAIR(17) * z2 + z4 * (PAIR(21) + K(2.0 / 25) * z2)));
  SPLIT(z, zA, zB);
  V third = K(0.6666666666666666), u = z * third;
  SPLIT(third, tA, tB);
  V uLow = PRODUCT_ERROR(zA, zB, tA, tB, u) + (z * K(3.700743415417188e-17) + zLow * third);
  V v = u + tail, vLow = u - v + tail + uLow;
  SPLIT(v, vA, vB);
  V w = s * v, wLow = PRODUCT_ERROR(sA, sB, vA, vB, w) + (s * vLow + sLow * v);
  V twice = K(2) * s, h = twice + w, hLow = twice - h + w + (wLow + K(2) * sLow);
  V shifted = k * K(LN2_HIGH), sum = shifted + h;
  V low = shifted - sum + h + (hLow + k * K(LN2_LOW)), high = sum + low, lnLow = sum - high + low;
  V yh = y * high;
  SPLIT(y, yA, yB);
  SPLIT(high, hA, hB);
  V correction = PRODUCT_ERROR(yA, yB, hA, hB, yh) + y * lnLow;
  V p = yh + correction, pLow = yh - p + correction;
  V moved = p * K(LOG2E) + K(ROUNDER), n = moved - K(ROUNDER);
  V value = expOfReduced(p - n * K(LN2_HIGH), n * K(LN2_LOW) - pLow) * powerOfTwo(moved);
  if (__builtin_expect(!ALL(AND(isNormal(x), LE(ABS(p), K(708)))), 0)) return rarePow(x, y);
  return value;
}
#if OWN_FUNCTIONS
#define EXP ownExp
#define LN ownLn
#define POW ownPow
#else
#define EXP rareExp
#define LN rareLn
#define POW rarePow
#endif
/* The commonest exponents are plain arithmetic, as in functions.ts. */
static inline V POWER(V a, V b) {
  V r = POW(a, b);
  r = SELECT(EQ(b, K(2)), a * a, r);
  r = SELECT(EQ(b, K(0.5)), SQRT(a), r);
  r = SELECT(EQ(b, K(-1)), K(1) / a, r);
  return SELECT(EQ(b, K(3)), a * a * a, r);
}
