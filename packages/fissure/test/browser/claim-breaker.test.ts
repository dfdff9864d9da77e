/** The page's side of a search for what turns a verdict: what it asks, and what it shows of the answers. */
import { describe, expect, it } from 'vitest';
import { type Breaking, ClaimBreaker } from '../../src/browser/claim-breaker.ts';
import type { SimulationAnswer, SimulationRequest } from '../../src/browser/simulation-messages.ts';

const CHANGE = { scenario: '', levers: new Map([['pay', 0.5]]) };
const FOUND = { lever: 'fear', value: 1.4, from: 'depends', to: 'supported', share: 0.93 } as const;

function breaker() {
  const asked: SimulationRequest[] = [];
  const shown: (Breaking | undefined)[] = [];
  let turn = 6;
  const own = new ClaimBreaker({
    ask: (request) => asked.push(request),
    nextTurn: () => {
      turn += 1;
      return turn;
    },
    show: (breaking) => shown.push(breaking),
  });
  return { own, asked, shown };
}

const broken = (turn: number): SimulationAnswer => ({ kind: 'broken', turn, found: FOUND, tried: 12 });

describe('a search for what turns a verdict', () => {
  it('asks from where the levers stand, tells how far it is and what it found', () => {
    const { own, asked, shown } = breaker();
    own.start('C1', CHANGE, ['fear']);
    expect(asked).toEqual([{ kind: 'break', turn: 7, change: CHANGE, claim: 'C1', deciding: ['fear'] }]);
    own.hear({ kind: 'share', turn: 3, share: 0.9 });
    own.hear({ kind: 'share', turn: 7, share: 0.25 });
    own.hear(broken(7));
    expect(shown).toEqual([
      { claim: 'C1', share: 0, isDone: false, found: undefined, tried: 0 },
      { claim: 'C1', share: 0.25, isDone: false, found: undefined, tried: 0 },
      { claim: 'C1', share: 1, isDone: true, found: FOUND, tried: 12 },
    ]);
  });

  it('can be stopped, and hears nothing of it any more', () => {
    const { own, asked, shown } = breaker();
    own.start('C1', CHANGE, []);
    own.stop();
    expect(asked.at(-1)).toEqual({ kind: 'stop', what: 'break' });
    own.hear(broken(7));
    expect(shown.at(-1)).toBeUndefined();
  });

  it('forgets the answer to another claim, which came too late', () => {
    const { own, shown } = breaker();
    own.start('C1', CHANGE, []);
    own.start('C2', CHANGE, []);
    own.hear(broken(7));
    expect(shown.at(-1)).toMatchObject({ claim: 'C2', isDone: false });
    own.hear(broken(8));
    expect(shown.at(-1)).toMatchObject({ claim: 'C2', isDone: true, found: FOUND });
  });

  it('forgets what it found without stopping what no longer runs', () => {
    const { own, asked, shown } = breaker();
    own.start('C1', CHANGE, []);
    own.hear(broken(7));
    own.stop();
    expect(shown.at(-1)).toBeUndefined();
    expect(asked.map(({ kind }) => kind)).toEqual(['break']);
  });

  it('does not wait for ever where the simulation failed', () => {
    const { own, shown } = breaker();
    own.start('C1', CHANGE, []);
    own.hear({ kind: 'failed', reason: 'out of memory' });
    expect(shown.at(-1)).toBeUndefined();
  });
});
