/* Two members in a register of 128 bits: what WebAssembly may use. */
#include <immintrin.h>
#define LANES 2
typedef double V __attribute__((vector_size(16)));
typedef long long I __attribute__((vector_size(16)));
typedef V M;
static inline I bits(V a) { return (I)a; }
static inline V number(I a) { return (V)a; }
static inline V K(double a) { return (V){a, a}; }
static inline I KI(long long a) { return (I){a, a}; }
static inline I shiftRight(I a, int n) { return (I)_mm_srli_epi64((__m128i)a, n); }
static inline V SELECT(M m, V a, V b) { return _mm_blendv_pd(b, a, m); }
static inline int ALL(M m) { return _mm_movemask_pd(m) == 3; }
#define LT(a, b) _mm_cmplt_pd(a, b)
#define LE(a, b) _mm_cmple_pd(a, b)
#define EQ(a, b) _mm_cmpeq_pd(a, b)
#define NE(a, b) _mm_cmpneq_pd(a, b)
#define AND(a, b) _mm_and_pd(a, b)
#define OR(a, b) _mm_or_pd(a, b)
#define NOT(a) _mm_xor_pd(a, (V)KI(-1))
static inline V SQRT(V a) { return _mm_sqrt_pd(a); }
static inline V ABS(V a) { return _mm_andnot_pd(K(-0.0), a); }
static inline V FLOOR(V a) { return _mm_floor_pd(a); }
static inline V MIN(V a, V b) { return _mm_min_pd(a, b); }
static inline V MAX(V a, V b) { return _mm_max_pd(a, b); }
static inline double LANE(V v, int i) { return v[i]; }
static inline V PUT(V v, int i, double x) { v[i] = x; return v; }
static inline V LOOKUP(V x, int count, const double *from, const double *px, const double *py, const double *slope) {
  I at = KI(0);
  for (int i = 0; i < count - 1; i++) at -= bits(_mm_cmpge_pd(x, K(from[i])));
  V x0 = {px[at[0]], px[at[1]]}, y0 = {py[at[0]], py[at[1]]}, s = {slope[at[0]], slope[at[1]]};
  return y0 + (x - x0) * s;
}
