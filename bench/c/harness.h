/*
 * Runs the members of a file through a generated model and says how long it took; included at the end of the model. Reads
 * commands, one a line: `values FILE` writes what the runs kept, `time N` runs all members N times.
 *
 * The file: by member the parameters, then by step the held cells. Kept values: by member, kept slot and saved time.
 *
 * A model has the macros LANES, PARAMETERS, HELD, KEPT, STEP_COUNT, SAVE_EVERY and START, DT, and the functions
 * set_parameters, member, initial, held, evaluate, advance and save. In `p`, `h` and `out` lanes are innermost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SAVED (STEP_COUNT / SAVE_EVERY + 1)
#define HELD_SIZE ((size_t)(STEP_COUNT + 1) * HELD)

static int members;
static double *parameters, *held_cells, *kept;

static void *allocate(size_t bytes) {
  void *memory = aligned_alloc(64, (bytes + 64) / 64 * 64);
  if (memory == NULL) exit(3);
  memset(memory, 0, (bytes + 64) / 64 * 64);
  return memory;
}

/* Lanes side by side; idle ones repeat the last member. */
static void read_members(const char *path) {
  const size_t size = PARAMETERS + HELD_SIZE;
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(3);
  fseek(file, 0, SEEK_END);
  members = (int)((size_t)ftell(file) / (size * sizeof(double)));
  rewind(file);
  const int groups = (members + LANES - 1) / LANES;
  parameters = allocate(sizeof(double) * groups * LANES * PARAMETERS);
  held_cells = allocate(sizeof(double) * groups * LANES * HELD_SIZE);
  kept = allocate(sizeof(double) * groups * LANES * KEPT * SAVED);
  double *one = allocate(size * sizeof(double));
  for (int i = 0; i < groups * LANES; i++) {
    if (i < members && fread(one, sizeof(double), size, file) != size) exit(3);
    const size_t group = i / LANES, lane = i % LANES;
    for (size_t p = 0; p < PARAMETERS; p++) parameters[(group * PARAMETERS + p) * LANES + lane] = one[p];
    for (size_t h = 0; h < HELD_SIZE; h++) held_cells[(group * HELD_SIZE + h) * LANES + lane] = one[PARAMETERS + h];
  }
  free(one);
  fclose(file);
}

static void run_group(size_t group) {
  const double *h = held_cells + group * HELD_SIZE * LANES;
  double *out = kept + group * SAVED * KEPT * LANES;
  set_parameters(parameters + group * PARAMETERS * LANES);
  for (long step = 0; step <= STEP_COUNT; step++) {
    set_clock(step, 0);
    if (step == 0) member(), initial(h);
    held(h);
    evaluate();
    if (step % SAVE_EVERY == 0) save(out), out += KEPT * LANES;
    if (step < STEP_COUNT) advance(step);
    h += HELD * LANES;
  }
}

static void run_all(void) {
  for (int group = 0; group * LANES < members; group++) run_group(group);
}

static void write_values(const char *path) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) exit(3);
  for (size_t i = 0; i < (size_t)members; i++)
    for (size_t k = 0; k < KEPT; k++)
      for (size_t t = 0; t < SAVED; t++)
        fwrite(kept + ((i / LANES * SAVED + t) * KEPT + k) * LANES + i % LANES, sizeof(double), 1, file);
  if (fclose(file) != 0) exit(3);
}

static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int count, char **arguments) {
  char line[4096];
  if (count != 2) return 2;
  read_members(arguments[1]);
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (strncmp(line, "values ", 7) == 0) {
      run_all();
      write_values(line + 7);
      printf("0\n");
    } else {
      const int times = atoi(line + 5);
      const double begin = cpu_ms();
      for (int i = 0; i < times; i++) run_all();
      printf("%.6f\n", (cpu_ms() - begin) / times / members);
    }
    fflush(stdout);
  }
  return 0;
}
