/* One member at a time: plain doubles. */
#include <string.h>
#define LANES 1
typedef double V;
typedef long long I;
typedef int M;
static inline I bits(V a) { I r; memcpy(&r, &a, 8); return r; }
static inline V number(I a) { V r; memcpy(&r, &a, 8); return r; }
static inline V K(double a) { return a; }
static inline I KI(long long a) { return a; }
static inline I shiftRight(I a, int n) { return (I)((unsigned long long)a >> n); }
static inline V SELECT(M m, V a, V b) { return m ? a : b; }
static inline int ALL(M m) { return m; }
#define LT(a, b) ((a) < (b))
#define LE(a, b) ((a) <= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) && (b))
#define OR(a, b) ((a) || (b))
#define NOT(a) (!(a))
static inline V SQRT(V a) { return __builtin_sqrt(a); }
static inline V ABS(V a) { return __builtin_fabs(a); }
static inline V FLOOR(V a) { return __builtin_floor(a); }
static inline V MIN(V a, V b) { return a < b ? a : b; }
static inline V MAX(V a, V b) { return a > b ? a : b; }
static inline double LANE(V v, int i) { (void)i; return v; }
static inline V PUT(V v, int i, double x) { (void)v; (void)i; return x; }
/* Piecewise-linear: `from` has count - 1 borders, the tables count segments. */
static inline V LOOKUP(V x, int count, const double *from, const double *px, const double *py, const double *slope) {
  int at = 0;
  for (int i = 0; i < count - 1; i++) at += x >= from[i];
  return py[at] + (x - px[at]) * slope[at];
}
