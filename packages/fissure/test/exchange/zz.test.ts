import { it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';

it('x', async () => {
  const { generate } = await import('/tmp/gen.mjs' as string);
  for (const n of [330, 330, 330, 330, 3400, 3400]) {
    const text = generate(n);
    const t = [process.cpuUsage()];
    const lap = (a: NodeJS.CpuUsage) => Math.round(process.cpuUsage(a).user / 1000);
    const problems = new Problems();
    const im = importModel('m.mdl', text, new Map(), problems)!;
    const a = lap(t[0]!);
    const t1 = process.cpuUsage();
    const m = checkModel(im.study, problems);
    const b = lap(t1);
    const t2 = process.cpuUsage();
    if (problems.hasErrors) console.log(problems.list[0]);
    const plan = lowerToPlan(m, []);
    const c = lap(t2);
    const t3 = process.cpuUsage();
    compilePlan(plan);
    console.log('GEN', n, text.length, 'import', a, 'check', b, 'lower', c, 'compile', lap(t3));
  }
}, 120000);
