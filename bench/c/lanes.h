/*
 * One value for each of LANES members: V numbers, K truth values. One lane is plain C; two lanes are what WebAssembly
 * vectors have; eight lanes are AVX-512. Arithmetic is written with the operators of C, which GCC has for vectors too.
 */
#include <immintrin.h>
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

#if LANES == 1

typedef double V;
typedef int K;
INLINE V v_of(double x) { return x; }
INLINE K v_lt(V a, V b) { return a < b; }
INLINE K v_le(V a, V b) { return a <= b; }
INLINE K v_eq(V a, V b) { return a == b; }
INLINE K v_ne(V a, V b) { return a != b; }
INLINE K k_of(int k) { return k; }
INLINE K k_and(K a, K b) { return a & b; }
INLINE K k_or(K a, K b) { return a | b; }
INLINE K k_not(K a) { return !a; }
INLINE V v_select(K k, V yes, V no) { return k ? yes : no; }
INLINE V v_min(V a, V b) { return b < a ? b : a; }
INLINE V v_max(V a, V b) { return a < b ? b : a; }
INLINE V v_sqrt(V a) { return sqrt(a); }
INLINE V v_floor(V a) { return floor(a); }
INLINE V v_ceil(V a) { return ceil(a); }
INLINE V v_abs(V a) { return fabs(a); }
INLINE double v_lane(V a, int lane) { return (void)lane, a; }
INLINE void v_set_lane(V *a, int lane, double x) { (void)lane; *a = x; }

#elif LANES == 2

typedef __m128d V;
typedef __m128d K;
INLINE V v_of(double x) { return _mm_set1_pd(x); }
INLINE K v_lt(V a, V b) { return _mm_cmplt_pd(a, b); }
INLINE K v_le(V a, V b) { return _mm_cmple_pd(a, b); }
INLINE K v_eq(V a, V b) { return _mm_cmpeq_pd(a, b); }
INLINE K v_ne(V a, V b) { return _mm_cmpneq_pd(a, b); }
INLINE K k_of(int k) { return _mm_castsi128_pd(_mm_set1_epi64x(-(long long)k)); }
INLINE K k_and(K a, K b) { return _mm_and_pd(a, b); }
INLINE K k_or(K a, K b) { return _mm_or_pd(a, b); }
INLINE K k_not(K a) { return _mm_xor_pd(a, k_of(1)); }
INLINE int k_any(K a) { return _mm_movemask_pd(a) != 0; }
INLINE int k_lane(K a, int lane) { return _mm_movemask_pd(a) >> lane & 1; }
INLINE V v_select(K k, V yes, V no) { return _mm_blendv_pd(no, yes, k); }
/* The second operand comes back where neither is smaller. */
INLINE V v_min(V a, V b) { return _mm_min_pd(b, a); }
INLINE V v_max(V a, V b) { return _mm_max_pd(b, a); }
INLINE V v_sqrt(V a) { return _mm_sqrt_pd(a); }
INLINE V v_floor(V a) { return _mm_floor_pd(a); }
INLINE V v_ceil(V a) { return _mm_ceil_pd(a); }
INLINE V v_abs(V a) { return _mm_andnot_pd(_mm_set1_pd(-0.0), a); }

#elif LANES == 8

typedef __m512d V;
typedef __mmask8 K;
INLINE V v_of(double x) { return _mm512_set1_pd(x); }
INLINE K v_lt(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
INLINE K v_le(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
INLINE K v_eq(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
INLINE K v_ne(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_NEQ_UQ); }
INLINE K k_of(int k) { return k ? 255 : 0; }
INLINE K k_and(K a, K b) { return a & b; }
INLINE K k_or(K a, K b) { return a | b; }
INLINE K k_not(K a) { return ~a; }
INLINE int k_any(K a) { return a != 0; }
INLINE int k_lane(K a, int lane) { return a >> lane & 1; }
INLINE V v_select(K k, V yes, V no) { return _mm512_mask_blend_pd(k, no, yes); }
INLINE V v_min(V a, V b) { return _mm512_min_pd(b, a); }
INLINE V v_max(V a, V b) { return _mm512_max_pd(b, a); }
INLINE V v_sqrt(V a) { return _mm512_sqrt_pd(a); }
INLINE V v_floor(V a) { return _mm512_roundscale_pd(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
INLINE V v_ceil(V a) { return _mm512_roundscale_pd(a, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC); }
INLINE V v_abs(V a) { return _mm512_abs_pd(a); }

#endif

#if LANES > 1
INLINE double v_lane(V a, int lane) { return a[lane]; }
INLINE void v_set_lane(V *a, int lane, double x) { (*a)[lane] = x; }
#endif

INLINE K v_gt(V a, V b) { return v_lt(b, a); }
INLINE K v_ge(V a, V b) { return v_le(b, a); }
INLINE V v_neg(V a) { return -a; }
INLINE K v_truth(V a) { return v_lt(v_of(0), v_abs(a)); }
INLINE V k_number(K k) { return v_select(k, v_of(1), v_of(0)); }

/* What the engine does not do in vectors either. */
static double modulo(double a, double b) {
  double rest = fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

#define LANE_BY_LANE(name, function)                                                         \
  static V name(V a) {                                                                       \
    for (int lane = 0; lane < LANES; lane++) v_set_lane(&a, lane, function(v_lane(a, lane))); \
    return a;                                                                                \
  }
LANE_BY_LANE(v_log10, log10)
LANE_BY_LANE(v_sin, sin)
LANE_BY_LANE(v_cos, cos)
LANE_BY_LANE(v_tan, tan)
LANE_BY_LANE(v_arcsin, asin)
LANE_BY_LANE(v_arccos, acos)
LANE_BY_LANE(v_arctan, atan)

static V v_mod(V a, V b) {
  for (int lane = 0; lane < LANES; lane++) v_set_lane(&a, lane, modulo(v_lane(a, lane), v_lane(b, lane)));
  return a;
}
