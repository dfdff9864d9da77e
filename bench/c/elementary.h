/*
 * exp, ln and pow in vectors: the operations of packages/fissure/src/base/elementary.ts in their order. Arguments off the
 * usual ground go to the C library, lane by lane. One lane uses the C library throughout.
 */
#if LANES == 1

INLINE V v_exp(V x) { return exp(x); }
INLINE V v_ln(V x) { return log(x); }
INLINE V v_pow(V x, V y) { return pow(x, y); }

#else

typedef long long I __attribute__((vector_size(8 * LANES)));
typedef unsigned long long U __attribute__((vector_size(8 * LANES)));
INLINE I i_of(long long x) { return (I){} + x; }

#define ROUNDER v_of(6755399441055744.0)
#define LOG2_E v_of(1.4426950408889634)
#define LN2_HIGH v_of(0.6931471803691238)
#define LN2_LOW v_of(1.9082149292705877e-10)
#define SQRT_HALF_BITS 0x3fe6a09e00000000LL
#define ONE_BITS 0x3ff0000000000000LL

#define RARE(name, call)                                                  \
  static __attribute__((noinline, cold)) V name(K usual, V value, V x, V y) { \
    for (int lane = 0; lane < LANES; lane++)                              \
      if (!k_lane(usual, lane)) v_set_lane(&value, lane, call);           \
    (void)y;                                                              \
    return value;                                                         \
  }
RARE(rare_exp, exp(x[lane]))
RARE(rare_ln, log(x[lane]))
RARE(rare_pow, pow(x[lane], y[lane]))

INLINE V exp_of_reduced(V high, V low) {
  V r = high - low, r2 = r * r, r4 = r2 * r2;
  V a = (v_of(0.5) + v_of(0.16666666666666666) * r) + (v_of(0.041666666666666664) + v_of(0.008333333333333333) * r) * r2;
  V b = (v_of(0.001388888888888889) + v_of(0.0001984126984126984) * r) +
        (v_of(2.48015873015873e-5) + v_of(2.7557319223985893e-6) * r) * r2;
  V c = (v_of(2.755731922398589e-7) + v_of(2.505210838544172e-8) * r) +
        (v_of(2.08767569878681e-9) + v_of(1.6059043836821613e-10) * r) * r2;
  return v_of(1) + (high + (r2 * (a + r4 * (b + r4 * c)) - low));
}

/* 2^n from n + ROUNDER, whose low bits are n. */
INLINE V power_of_two(V shifted) { return (V)(((I)shifted + i_of(1023)) << 52); }

INLINE V v_exp(V x) {
  V shifted = x * LOG2_E + ROUNDER;
  V n = shifted - ROUNDER;
  V value = exp_of_reduced(x - n * LN2_HIGH, n * LN2_LOW) * power_of_two(shifted);
  K usual = v_le(v_abs(x), v_of(708));
  return __builtin_expect(k_any(k_not(usual)), 0) ? rare_exp(usual, value, x, x) : value;
}

/* x = 2^k * (1 + f) */
INLINE V exponent_and_fraction(V x, V *f) {
  I moved = (I)x - i_of(SQRT_HALF_BITS) + i_of(ONE_BITS);
  V k = (V)((I)((U)moved >> 52) | i_of(0x4330000000000000LL)) - v_of(4503599627370496.0 + 1023);
  I removed = (moved & ~i_of(0x000fffffffffffffLL)) - i_of(ONE_BITS);
  *f = (V)((I)x - removed) - v_of(1);
  return k;
}

INLINE K is_positive_normal(V x) { return k_and(v_le(v_of(2.2250738585072014e-308), x), v_lt(x, v_of(INFINITY))); }

INLINE V v_ln(V x) {
  V f, k = exponent_and_fraction(x, &f);
  V s = f / (v_of(2) + f), z = s * s, w = z * z;
  V odd = w * (v_of(0.3999999999940942) + w * (v_of(0.22222198432149784) + w * v_of(0.15313837699209373)));
  V even = z * (v_of(0.6666666666666735) +
                w * (v_of(0.2857142874366239) + w * (v_of(0.1818357216161805) + w * v_of(0.14798198605116586))));
  V half = v_of(0.5) * f * f;
  V value = k * LN2_HIGH - (half - (s * (half + (even + odd)) + k * LN2_LOW) - f);
  K usual = is_positive_normal(x);
  return __builtin_expect(k_any(k_not(usual)), 0) ? rare_ln(usual, value, x, x) : value;
}

INLINE V upper_half(V x) {
  V c = v_of(134217729.0) * x;
  return c - (c - x);
}

/* ln(x) = high + low; see `lnHalves`. */
INLINE V ln_halves(V x, V *low) {
  V f, k = exponent_and_fraction(x, &f);
  V d = v_of(2) + f, inverse = v_of(1) / d, s = f * inverse;
  V s_top = upper_half(s), d_top = upper_half(d);
  V s_rest = inverse * (f - s_top * d_top - s_top * (f - (d_top - v_of(2))));
  V z = s * s, z2 = z * z, z4 = z2 * z2;
#define T(n) v_of(3.0 / (n))
  V tail = z2 * (((T(5) + T(7) * z) + (T(9) + T(11) * z) * z2) +
                 z4 * (((T(13) + T(15) * z) + (T(17) + T(19) * z) * z2) + z4 * ((T(21) + T(23) * z) + T(25) * z2)));
#undef T
  V z_top = s_top * s_top, r = tail + s_rest * (s_top + s);
  V a_top = upper_half(v_of(3) + z_top + r), a_rest = r - (a_top - v_of(3) - z_top);
  V u = s_top * a_top, w = s_rest * a_top + a_rest * s;
  V b_top = upper_half(u + w), b_rest = w - (b_top - u);
  const double third = 0.6666666666666666, third_split = 134217729.0 * third;
  const double third_top = third_split - (third_split - third);
  V h = v_of(third_top) * b_top;
  V h_rest = v_of(third - third_top + 3.700743415417188e-17) * b_top + b_rest * v_of(third);
  V shifted = k * LN2_HIGH, high = upper_half(h + h_rest + shifted);
  *low = h_rest - (high - shifted - h) + k * LN2_LOW;
  return high;
}

INLINE V v_pow(V x, V y) {
  V low, high = ln_halves(x, &low), y_top = upper_half(y);
  V product = y_top * high, rest = (y - y_top) * high + y * low, p = product + rest;
  V shifted = p * LOG2_E + ROUNDER, n = shifted - ROUNDER;
  V value = exp_of_reduced(product - n * LN2_HIGH, n * LN2_LOW - rest) * power_of_two(shifted);
  K usual = k_and(is_positive_normal(x), k_and(v_le(v_abs(p), v_of(708)), v_le(v_abs(y), v_of(0x1p64))));
  return __builtin_expect(k_any(k_not(usual)), 0) ? rare_pow(usual, value, x, y) : value;
}

#endif
