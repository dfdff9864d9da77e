// What a report tries beside the claims rests on the study as it was changed for the whole report.
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { planForCommand } from '../../src/cli/simulate/plan-for-command.ts';
import { simulateKnockouts } from '../../src/cli/simulate/simulate-knockouts.ts';
import { simulateScenarioEffects } from '../../src/cli/simulate/simulate-scenario-effects.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';

const garrison = resolve(import.meta.dirname, '../../../../studies/garrison');

async function trials(change: {
  readonly set?: readonly { target: string; value: number }[];
  readonly off?: readonly string[];
}) {
  const options = { set: [], off: [], ...change, members: 20, quiet: true };
  const { study, model } = planForCommand(garrison, options, { claims: undefined });
  const pool = openWorkerPool({ workerCount: 1 });
  try {
    const context = { study, model, options, pool, terminal: processTerminal({ quiet: true }) };
    return { knockouts: await simulateKnockouts(context), scenarios: await simulateScenarioEffects(context) };
  } finally {
    await pool.close();
  }
}

it('a parameter set for the whole report is set in knock-outs and scenarios too', async () => {
  const paid = async (change: Parameters<typeof trials>[0]) => {
    const { scenarios } = await trials(change);
    return scenarios!.scenarios.find(({ scenario }) => scenario === 'paid')!.outputs;
  };
  const unmoved = { lower: 0, higher: 0 };
  expect(await paid({})).toContainEqual(expect.not.objectContaining(unmoved));
  // Nobody is owed anything: that the chest arrives changes nothing.
  for (const output of await paid({ set: [{ target: 'arrears', value: 0 }] })) expect(output).toMatchObject(unmoved);
});

it('a mechanism that is off for the whole report does nothing when it is switched off', async () => {
  const { knockouts: before } = await trials({});
  const mechanism = before!.knockouts.find(({ inert }) => !inert)!.mechanism;
  const { knockouts } = await trials({ off: [mechanism] });
  expect(knockouts!.knockouts.find((one) => one.mechanism === mechanism)!.inert).toBe(true);
});
