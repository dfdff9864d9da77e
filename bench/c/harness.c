/*
 * Runs a twin for bench/c/twin.ts. Arguments: file of parameters ([member][parameter], doubles), number of members, file for
 * the results ([member][kept][saved]). Then for every line of standard input with a number n: runs all members n times,
 * writes the results and answers with the CPU time in nanoseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpuTime(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int members = atoi(argv[2]);
  size_t inCount = (size_t)members * PARAMETERS, outCount = (size_t)members * KEPT * SAVED;
  double *in = malloc(inCount * 8 + 64), *lanes = aligned_alloc(64, (PARAMETERS + 1) * LANES * 8 + 64);
  double *block = aligned_alloc(64, (size_t)KEPT * SAVED * LANES * 8 + 64), *out = malloc(outCount * 8 + 64);
  FILE *f = fopen(argv[1], "rb");
  if (!f || fread(in, 8, inCount, f) != inCount) return 3;
  fclose(f);
  int repeats;
  while (scanf("%d", &repeats) == 1) {
    double start = cpuTime();
    for (int r = 0; r < repeats; r++)
      for (int m = 0; m < members; m += LANES) {
        for (int p = 0; p < PARAMETERS; p++)
          for (int l = 0; l < LANES; l++) lanes[p * LANES + l] = in[(size_t)(m + l) * PARAMETERS + p];
        simulate(lanes, block);
        for (int l = 0; l < LANES; l++)
          for (int i = 0; i < KEPT * SAVED; i++) out[(size_t)(m + l) * KEPT * SAVED + i] = block[i * LANES + l];
      }
    double took = cpuTime() - start;
    f = fopen(argv[3], "wb");
    if (!f || fwrite(out, 8, outCount, f) != outCount) return 4;
    fclose(f);
    printf("%.0f\n", took);
    fflush(stdout);
  }
  return 0;
}
