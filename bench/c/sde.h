/* Plain doubles with the functions of libm and a lookup function that searches from the first point, as SDEverywhere has. */
#include <math.h>
#define LANES 1
typedef double V;
#define K(a) (a)
#define SELECT(m, a, b) ((m) ? (a) : (b))
#define LT(a, b) ((a) < (b))
#define LE(a, b) ((a) <= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) && (b))
#define OR(a, b) ((a) || (b))
#define NOT(a) (!(a))
#define SQRT sqrt
#define ABS fabs
#define FLOOR floor
#define MIN fmin
#define MAX fmax
#define EXP exp
#define LN log
#define LOG10 log10
#define POW pow
#define POWER pow
#define SIN sin
#define COS cos
#define TAN tan
#define ARCSIN asin
#define ARCCOS acos
#define ARCTAN atan
static double MOD(double a, double b) {
  double r = fmod(a, b);
  return r == 0 ? 0 : (r < 0) == (b < 0) ? r : r + b;
}
static __attribute__((noinline)) double LOOKUP(double x, int count, const double *from, const double *px,
                                               const double *py, const double *slope) {
  int at = 0;
  while (at < count - 1 && x >= from[at]) at++;
  return py[at] + (x - px[at]) * slope[at];
}
