/* Eight members in an AVX-512 register: as fast as this kind of machine can. */
#include <immintrin.h>
#define LANES 8
typedef double V __attribute__((vector_size(64)));
typedef long long I __attribute__((vector_size(64)));
typedef __mmask8 M;
static inline I bits(V a) { return (I)a; }
static inline V number(I a) { return (V)a; }
static inline V K(double a) { return _mm512_set1_pd(a); }
static inline I KI(long long a) { return (I)_mm512_set1_epi64(a); }
static inline I shiftRight(I a, int n) { return (I)_mm512_srli_epi64((__m512i)a, n); }
static inline V SELECT(M m, V a, V b) { return _mm512_mask_blend_pd(m, b, a); }
static inline int ALL(M m) { return m == 0xff; }
#define LT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)
#define LE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ)
#define EQ(a, b) _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ)
#define NE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_NEQ_UQ)
#define AND(a, b) ((M)((a) & (b)))
#define OR(a, b) ((M)((a) | (b)))
#define NOT(a) ((M)~(a))
static inline V SQRT(V a) { return _mm512_sqrt_pd(a); }
static inline V ABS(V a) { return _mm512_abs_pd(a); }
static inline V FLOOR(V a) { return _mm512_floor_pd(a); }
static inline V MIN(V a, V b) { return _mm512_min_pd(a, b); }
static inline V MAX(V a, V b) { return _mm512_max_pd(a, b); }
static inline double LANE(V v, int i) { return v[i]; }
static inline V PUT(V v, int i, double x) { v[i] = x; return v; }
static inline V TABLE(__m512i at, int count, const double *t) {
  if (count <= 8) return _mm512_permutexvar_pd(at, _mm512_loadu_pd(t));
  if (count <= 16) return _mm512_permutex2var_pd(_mm512_loadu_pd(t), at, _mm512_loadu_pd(t + 8));
  return _mm512_i64gather_pd(at, t, 8);
}
/* Tables are padded to a multiple of 8. */
static inline V LOOKUP(V x, int count, const double *from, const double *px, const double *py, const double *slope) {
  __m512i at = _mm512_setzero_si512();
  for (int i = 0; i < count - 1; i++)
    at = _mm512_mask_add_epi64(at, _mm512_cmp_pd_mask(x, K(from[i]), _CMP_GE_OQ), at, (__m512i)KI(1));
  return TABLE(at, count, py) + (x - TABLE(at, count, px)) * TABLE(at, count, slope);
}
