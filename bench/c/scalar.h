/* What scalar-source.ts calls: clock, lookups that walk along their points, signals of the step clock. */
#include <math.h>

static double time_now, step_now;

static void set_clock(long step, double fraction) {
  time_now = START + (step + fraction) * DT;
  step_now = step;
}

static double modulo(double a, double b) {
  double rest = fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/* A function of a library there: the compiler sees only the call. */
#define LIBRARY static __attribute__((noinline))

static double between(const double *points, int i, double x) {
  const double *a = points + 2 * i;
  return a[1] + (x - a[0]) * (a[3] - a[1]) / (a[2] - a[0]);
}

LIBRARY double lookup_hold(const double *points, int count, double x) {
  if (x <= points[0]) return points[1];
  for (int i = 1; i < count; i++)
    if (x < points[2 * i]) return between(points, i - 1, x);
  return points[2 * count - 1];
}

LIBRARY double lookup_extrapolate(const double *points, int count, double x) {
  int i = 0;
  while (i < count - 2 && x >= points[2 * (i + 1)]) i++;
  return count == 1 ? points[1] : between(points, i, x);
}

LIBRARY double lookup_step(const double *points, int count, double x) {
  int i = 0;
  while (i < count - 1 && x >= points[2 * (i + 1)]) i++;
  return points[2 * i + 1];
}

static double ramp(double slope, double from, double to) {
  return time_now > from && to > from ? slope * (fmin(time_now, to) - from) : 0;
}

static double step(double height, double from, double unused) {
  (void)unused;
  return step_now + 0.5 > (from - START) / DT ? height : 0;
}

static double pulse(double size, double from, double every) {
  const double first = (from - START) / DT, period = every / DT;
  if (!(every > 0 && every < INFINITY))
    return step_now - 0.5 <= first && first < step_now + 0.5 ? size / DT : 0;
  const double upper = fmax(0, ceil((step_now + 0.5 - first) / period));
  const double lower = fmax(0, ceil((step_now - 0.5 - first) / period));
  return (upper - lower) * size / DT;
}
