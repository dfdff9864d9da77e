/** Sections that the whole page has and the short page goes without. */
import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/report/page/report-page.ts';
import { exampleReport, exampleScenarios, exampleStudy, name } from './fixture.ts';

const place = { file: 'study.yaml', start: 0, end: 0 };

/** What a reader sees: tags out, entities back, white space as one space. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');
}

describe('the whole page', () => {
  const page = textOf(reportPage(exampleReport()));

  it('defends a claim, and says whether it changes sides where its author says so', () => {
    expect(page).toContain('Why this horizon. A year.');
    expect(page).toContain('How it could be true by construction. Either sign is drawn.');
    expect(page).toContain(
      'Tried, it does change sides: it holds in 1 of 100 there and in 94 of 100 elsewhere (100 members',
    );
  });

  it('says of what was not tried that it was not, and how to try it', () => {
    const untried = textOf(reportPage(exampleReport({ turns: undefined, knockouts: undefined })));
    expect(untried).toContain('was not tried for this page; fissure stress --only defences tries it.');
    expect(untried).toContain('was not tried for this page; fissure stress --only knockouts tells it.');
    expect(untried).not.toContain('Tried, it does');
  });

  describe('of a study with scenarios', () => {
    const intervention = { from: undefined, set: [], scale: [], on: [], off: [], structure: [], freeze: [] };
    const calm = {
      name: name('calm'),
      label: 'Calm',
      doc: 'Nobody *presses*.',
      intervention: { ...intervention, place },
    };
    const output = { id: name('strength'), title: 'Strength', show: name('strength'), unit: 'person' };
    const settings = { ...exampleStudy().settings, outputs: [output] };
    const study = exampleStudy({ scenarios: [calm], settings });
    const input = exampleReport({ study, scenarios: exampleScenarios('calm') });

    it('tells in frequencies what each of them changes, and which claims change sides', () => {
      const shown = textOf(reportPage(input));
      expect(shown).toContain('The same 50 members of the prior under each scenario');
      expect(shown).toContain('Nobody presses .');
      expect(shown).toContain('mean of the run: lower in 98 of 100 members, by 50 % in the median.');
      expect(shown).toContain('No longer in most: C1 (6 of 100, was 94). Now in most: C3 (90 of 100, was 20).');
      expect(shown).toContain('No longer decided: C4.');
      expect(shown).toContain('As it stands 94 20 70 As in calm 6 90 –');
      expect(textOf(reportPage({ ...input, brief: true }))).toContain('No longer in most: C1 (6 of 100, was 94).');
    });

    it('tells beneath each claim which of them turn it, in the short form too', () => {
      for (const brief of [false, true]) {
        const page = reportPage({ ...input, brief });
        const beneath = (claim: string) =>
          textOf(page.split(`<details id=claim-${claim}>`)[1]!.split('</details>')[0]!);
        expect(beneath('C1')).toContain(
          'It turns under As in calm (holds in 6 of 100); as the study stands it holds in 94 of 100 (50 members of the prior, unweighted by the record).',
        );
        // Undecided there: neither a side nor another.
        expect(beneath('C4')).toContain('No scenario of the study turns it (50 members');
      }
      expect(textOf(reportPage({ ...input, scenarios: undefined }))).not.toContain('scenario of the study turns it');
    });

    it('draws them on one scale', () => {
      const { scenarios } = input;
      const [calmEffect] = scenarios!.scenarios;
      const course = calmEffect!.course.map((row) => row.map((value) => 10 * value!));
      const more = { ...scenarios!, scenarios: [calmEffect!, { ...calmEffect!, scenario: 'more', course }] };
      const page = reportPage({ ...input, scenarios: more });
      const scale = (id: string) => {
        const drawing = page.slice(page.indexOf(`<figure id=${id}>`)).match(/<svg.*?<\/svg>/s)![0];
        return [...drawing.matchAll(/<text [^>]*>([\d.km]+)<\/text>/g)].map(([, text]) => text);
      };
      expect(scale('scenario-calm')).toEqual(scale('scenario-more'));
      expect(scale('scenario-calm')).toContain('800');
    });

    it('says that they were not tried', () => {
      const untried = textOf(reportPage({ ...input, scenarios: undefined }));
      expect(untried).toContain('under each of them was not tried for this page; fissure run --scenario NAME');
    });
  });

  it('tells in its short form too where the author says that a claim changes sides, and whether it does', () => {
    const brief = textOf(reportPage(exampleReport({ brief: true })));
    expect(brief).toContain(
      'Where it changes sides: Nobody envies anybody Tried, it does change sides: it holds in 1 of 100',
    );
    expect(brief).not.toContain('Why this horizon');
    expect(textOf(reportPage(exampleReport({ brief: true, turns: undefined })))).not.toContain(
      'Where it changes sides',
    );
  });

  it('has in its short form only the evidence on which the rest of it rests', () => {
    const { study } = exampleReport();
    const stray = { ...study.evidence[0]!, id: name('B9.stray'), finding: 'Nothing rests on this.' };
    const input = exampleReport({ study: { ...study, evidence: [...study.evidence, stray] } });
    expect(textOf(reportPage(input))).toContain('Nothing rests on this.');
    const brief = textOf(reportPage({ ...input, brief: true }));
    expect(brief).not.toContain('Nothing rests on this.');
    expect(brief).toContain(`all ${study.evidence.length + 1} findings and their notes are in the whole report`);
  });

  it('gives each map its own strongest colour', () => {
    const map = (id: string, values: number[]) => ({
      ...{ id, title: id, unit: '1', width: 50, height: 50, outlines: [] },
      places: [
        { id: 'a', name: 'Aleppo', x: 10, y: 10 },
        { id: 'b', name: 'Raqqa', x: 40, y: 10 },
      ],
      panels: [{ label: 'Jun 2014', values }],
    });
    const mapped = textOf(reportPage(exampleReport({ maps: [map('held', [0.25, 0.75]), map('fear', [3, 40])] })));
    expect(mapped).toContain('The strongest colour is 0.75.');
    expect(mapped).toContain('The strongest colour is 40.');
  });

  it('has the ledger in whole numbers that add up', () => {
    expect(page).toContain('Members: at the start 100. Balanced: over 500 members');
    // Three months to a row. 10.5 + 0.4 came and 6.3 + 6.2 went: 100 + 11 - 12 = 99, after which nothing happens.
    expect(page).toContain('Until + recruited − got away = remaining');
    expect(page).toMatch(/= remaining \w+ \d+ 11 12 99 \w+ \d+ 0 0 99 .* in all 11 12 99 /);
  });

  it('sets what the argument states against the record', () => {
    expect(page).toContain('Unequal pay drives men out. p1.2 More unequal armies desert more.');
    expect(page).toContain('agree in part C1 keeps either sign.');
    expect(page).toContain('Of 1 such statements 1 differ');
  });

  it('has the prior predictive beside the fit, the pair of series nearest to a conflict, and the notes of evidence', () => {
    expect(page).toContain('2014-09 25,800 23,000 (12,000 to 41,000) 24,000 (18,000 to 31,000) 50');
    expect(page).toContain(
      'Nearest to it come strength_us and pay: 20 of 100 members agree with both, 25 would by chance.',
    );
    expect(page).toContain('Seen in a public source.');
  });
});

describe('the short page', () => {
  it('goes without them', () => {
    const page = textOf(reportPage(exampleReport({ brief: true })));
    for (const text of [
      'Why this horizon',
      'at the start 100',
      'Unequal pay drives men out',
      'Before and after fitting',
      'Seen in a public source',
    ])
      expect(page).not.toContain(text);
  });
});

describe('notes', () => {
  const note = (
    about: readonly string[],
    text: string,
    more: { readonly date?: string; readonly by?: string } = {},
  ) => ({
    ...{ about: about.map((one) => name(one)), text, date: '', by: '', ...more },
  });
  const notes = [
    note(['C1', 'ENVY'], 'It *turns* on envy.\n\n- So.', { date: '2026-03-04', by: 'A. <b>Reader</b>' }),
    note(['p1.2'], 'Said twice. <script>window.hostile=1</script> [x](javascript:hostile())'),
    note(['c1'], 'A second thought.'),
    note(['M1'], 'Idle.'),
  ];
  const input = exampleReport({ study: exampleStudy({ notes }) });

  it.each([false, true])('stand in the appendix under what they are about (short page: %s)', (brief) => {
    const page = reportPage({ ...input, brief });
    const shown = page.slice(page.indexOf('<section aria-labelledby=notes>')).split('</section>')[0]!;
    expect(page).toContain('<a href=#notes>Notes</a>');
    expect(page.indexOf('Appendix: how')).toBeLessThan(page.indexOf('aria-labelledby=notes'));
    const [, ofClaim, ofStatement, ofMechanism] = shown.split('<h3>').map(textOf);
    expect(ofClaim).toBe(
      ' C1 Unequal treatment makes local recruits leave more. 2026-03-04 · A. <b>Reader</b> · also on ENVY It turns on envy. So. A second thought. ',
    );
    expect(ofStatement).toContain('Said twice. <script>window.hostile=1</script>');
    expect(ofMechanism).toContain('Idle.');
    for (const id of ['claim-C1', 'p1.2', 'mechanism-M1']) {
      expect(shown).toContain(`<a href=#${id}>`);
      expect(page).toMatch(new RegExp(` id=${id}[ >]`));
    }
    expect(shown).not.toMatch(/<script|<b>|href="?javascript/);
  });

  it('are not spoken of where there are none', () => {
    expect(reportPage(exampleReport())).not.toContain('notes');
  });
});
