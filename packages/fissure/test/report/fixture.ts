/** A small report with every kind of content: all six verdicts, a fan against a record, all four statuses. */
import type { Assessment } from '../../src/analysis/results.ts';
import type { ScenarioEffects } from '../../src/analysis/scenario-effects.ts';
import type { ShareEstimate, Verdict, VerdictWord } from '../../src/analysis/verdict.ts';
import type { SourceText } from '../../src/diagnostics/source-text.ts';
import type { Chart } from '../../src/report/figures/chart.ts';
import { timeAxis } from '../../src/report/figures/time-axis.ts';
import type { ReportInput } from '../../src/report/page/report-input.ts';
import type { ClaimDeclaration, ParameterDeclaration, Statement, Study } from '../../src/study/study.ts';

export function name(text: string): SourceText {
  return { text, file: 'study.yaml', offsets: 0, end: text.length };
}

const place = { file: 'study.yaml', start: 0, end: 0 };
const time = {
  calendarStart: '2014-06',
  start: 0,
  stop: 48,
  dt: 0.25,
  unit: 'month',
  method: 'euler',
  stepCount: 192,
  saveEvery: 4,
  place,
} as const;

export function fan(id: string, scale: number): Chart {
  const times = Array.from({ length: 49 }, (_, k) => k);
  const median = times.map((t) => scale * (0.2 + Math.exp(-((t - 8) ** 2) / 150)));
  const spread = (factor: number) => median.map((value, t) => value * (1 + (factor * (4 + t)) / 50));
  return {
    id,
    title: `Fighters under arms, ${id}`,
    unit: 'person',
    axis: timeAxis(time),
    layers: [
      { kind: 'band', label: '90 of 100 members', depth: 0, times, low: spread(-0.8), high: spread(0.9) },
      { kind: 'band', label: '50 of 100 members', depth: 1, times, low: spread(-0.3), high: spread(0.35) },
      { kind: 'line', label: 'Median', role: 'main', times, values: median },
      {
        kind: 'points',
        label: 'Estimates',
        use: 'fit',
        points: [
          {
            from: 3,
            to: 3,
            value: 0.9 * scale,
            low: 0.7 * scale,
            high: 1.1 * scale,
            label: 'Sep 2014: 0.9 (0.7 to 1.1)',
          },
          { from: 6, to: 9, value: 1.1 * scale, low: undefined, high: undefined, label: 'Dec 2014 to Mar 2015: 1.1' },
        ],
      },
      {
        kind: 'points',
        label: 'Later estimates',
        use: 'test',
        points: [{ from: 20, to: 20, value: 0.5 * scale, low: 0.4 * scale, high: 0.7 * scale, label: 'Feb 2016: 0.5' }],
      },
      { kind: 'mark', label: 'known by 31 Mar 2015', at: 9.97 },
    ],
  };
}

function statement(id: string, status: Statement['status'], text: string, carriers: string[], reason = ''): Statement {
  return { id: name(id), status, carriedBy: carriers.map(name), reason, text };
}

function declaredClaim(id: string, says: string): ClaimDeclaration {
  return {
    name: name(id),
    statements: [name('p1.2')],
    says,
    test: 'The rate is *per member*, since a smaller group loses fewer. Vacuous where nobody leaves.',
    over: [],
    arms: [],
    measures: [{ name: name('exits'), equation: name('mean(local_exit_rate, 2015-04, 2016-03)') }],
    holds: name('exits[equal] < 0.95 * exits[base]'),
    appliesWhen: name('exits[base] > 0'),
    effect: name('1 - exits[equal] / exits[base]'),
    effectLabel: 'fall of exits per member',
    report: [],
    byConstruction: '',
    untestable: '',
    defence: {
      measure: 'Shares do not shrink with the group.',
      horizon: 'A year.',
      threshold: 'Five per cent, less could not be told from nothing.',
      vacuous: 'Nobody leaves.',
      construction: 'Either sign is drawn.',
      turns: { name: name('turns'), label: 'Nobody envies anybody', scenario: undefined, intervention: undefined },
    },
    place,
  };
}

export function estimate(share: number | null): ShareEstimate {
  const middle = share ?? 0.5;
  return {
    share,
    interval: share === null ? [Number.NaN, Number.NaN] : [Math.max(0, middle - 0.06), Math.min(1, middle + 0.05)],
    effectiveNumber: 212.4,
    bounds: [middle, middle],
    applies: share === null ? 0.04 : 0.93,
  };
}

const hinge = {
  unit: '1/month',
  direction: 'falls' as const,
  pValue: 1e-6,
  matters: true,
  alternatives: [],
  split: null,
  flipsAt: null,
};

function verdict(claim: string, word: VerdictWord, share: number | null): Verdict {
  const hinges =
    word !== 'depends'
      ? []
      : [
          {
            ...hinge,
            factor: 'deterrence',
            label: 'Deterrence by punishment',
            distance: 0.6,
            flipsAt: 0.31,
            split: { value: 0.33, shareBelow: 0.8, shareAbove: 0.3, flips: true },
          },
          {
            ...hinge,
            factor: 'punishment_form',
            label: 'How punishment works',
            unit: '',
            direction: 'mixed' as const,
            distance: 0.4,
            alternatives: [
              { name: 'additive', label: 'Deterrence less backfire', share: 0.42 },
              { name: 'legitimacy', label: 'Through legitimacy', share: 0.71 },
            ],
          },
        ];
  return {
    claim,
    word,
    reason: word === 'by construction' ? 'The sign of one parameter decides it.' : '',
    settled: word !== 'depends',
    assumedNotLearned: word === 'supported',
    fitted: estimate(share),
    prior: estimate(share === null ? null : 0.6),
    counts: { cases: 1000, applies: 930, holds: 500, breaks: 430, undecided: word === 'depends' ? 3 : 0, failed: 3 },
    structures: [
      {
        structure: 'punishment_form',
        alternatives: [
          {
            name: 'additive',
            label: 'Deterrence less backfire',
            weight: 0.48,
            share: 0.42,
            interval: [0.3, 0.5],
            count: 480,
          },
          { name: 'legitimacy', label: 'Through legitimacy', weight: 0.52, share: null, interval: [0, 1], count: 520 },
        ],
      },
    ],
    elements: [],
    without: [{ series: 'strength_us', share: 0.7 }],
    replicateDisagreement: null,
    effect: {
      label: 'fall of exits per member',
      quantiles: [0.081, 0.15, 0.213, 0.27, 0.352],
      priorQuantiles: [0, 0.1, 0.2, 0.3, 0.4],
      infiniteShare: 0,
      undefinedShare: 0,
    },
    report: [],
    hinges,
    factors: hinges,
    hingesFrom: 'fitted',
    examples: { holds: [3], breaks: [4] },
  };
}

export function exampleAssessment(change: Partial<Assessment> = {}): Assessment {
  const levels = [0.05, 0.25, 0.5, 0.75, 0.95];
  const times = Array.from({ length: 49 }, (_, k) => k);
  const rows = (scale: number) => [0.5, 0.8, 1, 1.2, 1.6].map((level) => times.map((t) => level * scale * (60 - t)));
  return {
    provenance: {
      seed: 7,
      membersAsked: 1000,
      membersDone: 1000,
      replicateCount: 1,
      pointCount: 1000,
      factorCount: 12,
      armCount: 5,
      runCount: 5000,
    },
    weights: {
      state: 'fitted',
      memberCount: 1000,
      effectiveNumber: 212.4,
      heaviest: { member: 17, weight: 0.02 },
      dominated: false,
      screened: null,
      unknownLikelihoodCount: 0,
      series: [],
      conflicts: [],
      closestPair: { series: ['strength_us', 'pay'], togetherShare: 0.2, expectedShare: 0.25 },
    },
    verdicts: VERDICT_EXAMPLES.map(([id, word, share]) => verdict(id, word, share)),
    times,
    levels,
    bands: [{ output: 'strength', title: 'Fighters under arms', unit: 'person', fitted: rows(400), prior: rows(400) }],
    ledger: [
      {
        account: 'all',
        title: 'Members',
        remaining: times.map((i) => [100.4, 104.6][i] ?? 98.8),
        lines: [
          { name: 'recruited', side: 'in', during: times.slice(1).map((_, i) => [10.5, 0.4][i] ?? 0) },
          { name: 'got_away', side: 'out', during: times.slice(1).map((_, i) => [6.3, 6.2][i] ?? 0) },
        ],
        gaps: times.map((i) => i * 1e-13),
        memberCount: 500,
      },
    ],
    history: [
      {
        series: 'strength_us',
        label: 'Estimates of strength',
        unit: 'person',
        use: 'fit',
        output: 'strength',
        note: '',
        coverage: 1,
        relativeWidth: 1.1,
        points: [
          {
            time: 3,
            from: null,
            date: '2014-09',
            published: '2014-09-11',
            value: 25_750,
            low: 20_000,
            high: 31_500,
            fitted: true,
            model: [18_000, 20_000, 24_000, 27_000, 31_000],
            priorModel: [12_000, 17_000, 23_000, 30_000, 41_000],
            rank: 0.5,
          },
        ],
      },
    ],
    factors: [
      {
        factor: 'deterrence',
        label: 'Deterrence by punishment',
        unit: '1/month',
        declared: 'uniform 0 to 1',
        shift: 0.2,
        prior: [],
        fitted: [],
        alternatives: [],
      },
    ],
    failures: [{ member: 12, arm: 'C1.equal', kind: 'not finite', time: 20, slot: 'fighters[local]' }],
    imbalance: [{ conserved: 'persons', greatest: 3.1e-15, member: 4 }],
    ...change,
  };
}

function parameter(id: string, extra: Partial<ParameterDeclaration>): ParameterDeclaration {
  return {
    name: name(id),
    label: '',
    doc: '',
    unit: name('1/month'),
    over: [],
    values: new Map([['', 0.25]]),
    priors: [],
    because: [],
    confidence: undefined,
    ...extra,
  };
}

const VERDICT_EXAMPLES: readonly [string, VerdictWord, number | null, string][] = [
  ['C1', 'supported', 0.94, 'Unequal treatment makes local recruits leave more.'],
  ['C2', 'depends', 0.57, 'Harsh public punishment does not stop departures, and may feed them.'],
  ['C3', 'contradicted', 0.04, 'Every departure weakens the whole.'],
  ['C4', 'vacuous', null, 'Repression makes recruits for its enemies.'],
  ['C5', 'untestable', 0.5, 'Losses set off exits.'],
  ['C6', 'by construction', 0.99, 'Publicising a failed coup asserts control.'],
];

export function exampleStudy(change: Partial<Study> = {}): Study {
  return {
    settings: {
      title: 'Dissent in an armed group',
      question: 'Which of the pressures inside a group is strong enough to break it?',
      time,
      seed: 7,
      memberCount: 1000,
      replicateCount: 1,
      candidateCount: 0,
      units: [],
      conserved: [],
      outputs: [],
      intendedUse: 'For teaching: a small invented argument.',
      limits: ['It knows one place only.', 'Its numbers are invented.'],
    },
    argument: {
      title: 'The argument',
      introduction: 'An invented argument about *two* kinds of fighters.',
      paragraphs: [
        {
          id: 'p1',
          title: 'Unequal treatment',
          statements: [
            statement('p1.1', 'modelled', 'Foreign recruits are paid more than local ones.', ['M1']),
            statement('p1.2', 'claim', 'Being treated as second class makes local recruits **more likely** to leave.', [
              'C1',
              'C2',
            ]),
            statement('p1.3', 'context', 'An activist reports on it.', [], 'names who said it'),
            statement('p1.4', 'out of scope', 'The tone of the reports has changed.', [], 'a matter of style'),
          ],
        },
      ],
    },
    references: [
      {
        id: name('lyall-2020'),
        item: {
          id: 'lyall-2020',
          type: 'book',
          title: 'Divided Armies',
          author: [{ family: 'Lyall', given: 'Jason' }],
          issued: { 'date-parts': [[2020]] },
          publisher: 'Princeton University Press',
          URL: 'https://example.org/divided-armies',
        },
      },
    ],
    evidence: [
      {
        id: name('B1.lyall-2020'),
        finding: 'More unequal armies desert more.',
        reference: name('lyall-2020'),
        locator: 'ch. 4',
        value: 2,
        range: [1.2, 3],
        unit: '1',
        date: '',
        published: '2020',
        confidence: 'medium',
        note: 'Seen in a public source.',
        checks: {
          statements: [name('p1.2')],
          stated: 'Unequal pay drives men out.',
          outcome: 'partly',
          bearing: 'C1 keeps either sign.',
        },
      },
    ],
    dimensions: [],
    parameters: [
      parameter('exit_rate', {
        because: [name('B1.lyall-2020')],
        priors: [
          { elements: [''], mode: 'set', place, distribution: { kind: 'triangular', low: 0.1, mode: 0.25, high: 0.6 } },
        ],
      }),
      parameter('pay', {
        unit: name('USD/(person*month)'),
        values: new Map([
          ['foreign', 800],
          ['local', 400],
        ]),
      }),
    ],
    lookups: [],
    inputs: [],
    variables: [],
    mechanisms: [
      {
        name: name('M1'),
        label: 'Unequal pay breeds resentment',
        doc: 'Envy follows the gap.',
        statements: [],
        because: [],
        form: '',
        rival: '',
        off: [{ variable: name('envy'), equations: [] }],
      },
    ],
    structures: [],
    scenarios: [],
    expectations: [],
    claims: VERDICT_EXAMPLES.map(([id, , , says]) => declaredClaim(id, says)),
    history: { knownBy: '2015-03-31', series: [] },
    notes: [],
    texts: new Map(),
    ...change,
  };
}

/** Under `calm` the outcome falls, and of the claims C1 and C3 one falls and the other is no longer decided. */
export function exampleScenarios(...names: readonly string[]): ScenarioEffects {
  const times = [0, 12, 24, 36, 48];
  const rows = (scale: number) => [0.8, 1, 1.3].map((factor) => times.map((t) => factor * scale * (100 - t)));
  return {
    memberCount: 50,
    times,
    standing: rows(1),
    claims: [
      { claim: 'C1', share: 0.94 },
      { claim: 'C3', share: 0.2 },
      { claim: 'C4', share: 0.7 },
    ],
    scenarios: names.map((scenario) => ({
      scenario,
      label: `As in ${scenario}`,
      course: rows(0.5),
      outputs: [{ output: 'strength', middle: -0.5, lower: 0.98, higher: 0.02 }],
      claims: [0.06, 0.9, null],
      failedCount: 0,
    })),
  };
}

export function exampleReport(change: Partial<ReportInput> = {}): ReportInput {
  return {
    study: exampleStudy(),
    assessment: exampleAssessment(),
    charts: [fan('strength', 20_000), fan('places', 8)],
    engine: 'interpreter',
    turns: {
      memberCount: 100,
      turns: [
        { claim: 'C1', region: 'Nobody envies anybody', elsewhere: estimate(0.94), there: estimate(0.01), turns: true },
      ],
    },
    rebuild: { command: 'npx fissure test studies/example --members 1000 --seed 7 --out out', version: '0.1.0' },
    ...change,
  };
}
