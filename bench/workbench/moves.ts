/** How a hand moves a lever: to which place of its slider when. */

export interface Move {
  /** Milliseconds from the beginning. */
  readonly at: number;
  /** From where the lever was. */
  readonly place: number;
}

export interface Motion {
  readonly moves: readonly Move[];
  /** When it lets go. */
  readonly releasedAt: number;
}

/** Places in one direction. */
const REACH = 20;
/** Pointers are heard of once for each frame. */
const FRAME_MS = 1000 / 60;

/** One place after the other, to and fro, and `rest` until it lets go: harder than any hand, which slows down before it turns or stops. */
export function steadyMotion(positions: number, gap: number, rest: number): Motion {
  let place = 0;
  const moves = Array.from({ length: positions }, (_, i) => {
    place += i % (2 * REACH) < REACH ? 1 : -1;
    return { at: i * gap, place };
  });
  return { moves, releasedAt: positions * gap + rest };
}

/**
 * Reaches from one place to the next of `targets`, each in so many milliseconds, along the path of least jerk, which a human hand
 * takes (Flash and Hogan 1985, doi:10.1523/JNEUROSCI.05-07-01688.1985): slowly, fast, slowly. It lets go the moment it is there.
 */
export function reachingMotion(targets: readonly number[], reachMs: number): Motion {
  const releasedAt = targets.length * reachMs;
  const moves: Move[] = [];
  for (let at = 0; at <= releasedAt; at += FRAME_MS) {
    const reach = Math.min(targets.length - 1, Math.floor(at / reachMs));
    const from = targets[reach - 1] ?? 0;
    const share = at / reachMs - reach;
    const place = Math.round(from + (targets[reach]! - from) * share ** 3 * (10 - 15 * share + 6 * share ** 2));
    if (place !== (moves.at(-1)?.place ?? 0)) moves.push({ at, place });
  }
  return { moves, releasedAt };
}
