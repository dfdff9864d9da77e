/*
 * Lookups: rows of [x, y, slope, unused], one from each point on. Arguments come clamped to where the rows hold. Short
 * tables count the points that lie at or below the argument; long ones search from the segment of the last call on.
 */
#define ROW 4
#define SHORT_LOOKUP 12

typedef struct {
  int points;
  double low, high;
  const double *rows;
} Lookup;

INLINE long seek_row(const Lookup *table, double x, int *last) {
  int at = *last;
  while (at > 0 && x < table->rows[at * ROW]) at--;
  while (at + 1 < table->points && x >= table->rows[(at + 1) * ROW]) at++;
  *last = at;
  return at;
}

INLINE V on_rows(V x, V from, V y, V slope) { return y + (x - from) * slope; }

INLINE V long_lookup(const Lookup *table, V x, int *last) {
  V from = x, y = x, slope = x;
  for (int lane = 0; lane < LANES; lane++) {
    const double *row = table->rows + ROW * seek_row(table, v_lane(x, lane), last + lane);
    v_set_lane(&from, lane, row[0]);
    v_set_lane(&y, lane, row[1]);
    v_set_lane(&slope, lane, row[2]);
  }
  return on_rows(x, from, y, slope);
}

/* `points` is a number in every call, so that the loops unroll. */
INLINE V lookup(const Lookup *table, int points, V x, int *last) {
  const double *rows = table->rows;
  x = v_min(v_max(x, v_of(table->low)), v_of(table->high));
#if LANES == 1
  if (points > SHORT_LOOKUP) return long_lookup(table, x, last);
  long at = 0;
#pragma GCC unroll 12
  for (int i = 1; i < points; i++) at += x >= rows[i * ROW];
  return on_rows(x, rows[at * ROW], rows[at * ROW + 1], rows[at * ROW + 2]);
#elif LANES == 2
  if (points > SHORT_LOOKUP) return long_lookup(table, x, last);
  I at = i_of(0);
#pragma GCC unroll 12
  for (int i = 1; i < points; i++) at -= (I)v_le(v_of(rows[i * ROW]), x);
  const double *a = rows + at[0] * ROW, *b = rows + at[1] * ROW;
  return on_rows(x, (V){a[0], b[0]}, (V){a[1], b[1]}, (V){a[2], b[2]});
#else
  if (points > 8) return long_lookup(table, x, last);
  V from = v_of(rows[0]), y = v_of(rows[1]), slope = v_of(rows[2]);
#pragma GCC unroll 8
  for (int i = 1; i < points; i++) {
    K k = v_le(v_of(rows[i * ROW]), x);
    from = v_select(k, v_of(rows[i * ROW]), from);
    y = v_select(k, v_of(rows[i * ROW + 1]), y);
    slope = v_select(k, v_of(rows[i * ROW + 2]), slope);
  }
  return on_rows(x, from, y, slope);
#endif
}
