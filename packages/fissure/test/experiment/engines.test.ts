import { expect, test } from 'vitest';
import { compileBatch, type EngineName } from '../../src/engine/compile-batch.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { makeDecayExperiment } from './decay-experiment.ts';

test('an ensemble has the same bits with every engine, however its members are grouped', async () => {
  const experiment = makeDecayExperiment({ memberCount: 23 });
  const simulate = (engine: EngineName, blockSize: number) =>
    simulateExperiment(experiment, {
      pool: makeLocalPool(experiment, compileBatch(experiment.plan, engine)),
      blockSize,
    });
  const expected = await simulate('interpreter', 23);
  expect(expected.members.length).toBe(23);
  for (const blockSize of [1, 3, 4, 7, 23]) expect(await simulate('webassembly', blockSize)).toEqual(expected);
  expect(await simulate('javascript', 5)).toEqual(expected);
});
