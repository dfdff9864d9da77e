/** Exports as their sources write them, beside GED 19.1: ACLED in its older and newer form, and GED from release 21 on. */
import { describe, expect, it } from 'vitest';
import { ask, byKeys } from './support.ts';

const ACLED = `event_id_cnty;event_date;year;time_precision;event_type;sub_event_type;actor1;actor2;country;admin1;admin2;fatalities;notes
IRQ1;30 June 2018;2018;1;Battles;Armed clash;Islamic State (Iraq);Military Forces of Iraq (2014-2018);Iraq;Kirkuk;Hawiga;5;"A; ""note"""
IRQ2;01 July 2018;2018;1;Explosions/Remote violence;Air/drone strike;Military Forces of Iraq (2014-2018);Islamic State (Iraq);Iraq;Diyala;Khanaqin;0;x
IRQ3;02 July 2018;2018;1;Violence against civilians;Attack;Islamic State (Iraq);Civilians (Iraq);Iraq;;;3;x
IRQ4;02 July 2018;2018;1;Protests;Peaceful protest;Protesters (Iraq);;Iraq;Basrah;Basrah;0;x
`;

describe('ACLED', () => {
  it('is counted by month, place and opponent of an actor', async () => {
    const { answer } = await ask('acled.csv', ACLED, {
      by: ['month', 'place', 'opponent'],
      actor: 'islamic state (iraq)',
    });
    expect(answer!.layout.kind).toBe('acled');
    expect(answer!.actor).toBe('Islamic State (Iraq)');
    expect(byKeys(answer)).toEqual(
      new Map([
        ['2018-06 | Kirkuk | Military Forces of Iraq (2014-2018)', [1, 5]],
        ['2018-07 | (unknown) | Civilians (Iraq)', [1, 3]],
        ['2018-07 | Diyala | Military Forces of Iraq (2014-2018)', [1, 0]],
      ]),
    );
    expect(answer!.series.tally.ofOthers).toEqual({ events: 1, deaths: 0 });
  });

  it('by type, with any column beside it, and in the newer form with ISO dates', async () => {
    const newer = ACLED.replaceAll(';', ',')
      .replaceAll(/(\d\d) (June|July) 2018/g, (_, day, month) => `2018-${month === 'June' ? '06' : '07'}-${day}`)
      .replace('"A, ""note"""', 'x');
    for (const text of [ACLED, newer]) {
      const { answer } = await ask('acled.csv', text, { by: ['type', 'sub_event_type'], where: ['fatalities>0'] });
      expect(byKeys(answer)).toEqual(
        new Map([
          ['Battles | Armed clash', [1, 5]],
          ['Violence against civilians | Attack', [1, 3]],
        ]),
      );
    }
  });
});

describe('UCDP GED from release 21 on', () => {
  const GED = `id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,side_a,side_b,adm_1,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
1,IRQ-1,2018,1,Clear,1,259,Government of Iraq,IS,Kirkūk province,Iraq,2018-06-30 00:00:00.000,2018-07-01 00:00:00.000,1,2,0,1,4,9,4
2,IRQ-2,2018,1,Clear,3,999,IS,Civilians,Kirkūk  province,Iraq,2018-07-02 00:00:00.000,2018-07-02 00:00:00.000,0,0,3,0,3,3,2
`;

  it('has times behind its dates, and names that differ in spaces are one', async () => {
    const { answer } = await ask('ged.csv', GED, {
      by: ['month', 'place', 'type'],
      measures: ['events', 'low', 'best', 'high', 'own', 'opposed', 'civilians', 'unknown'],
    });
    expect(byKeys(answer)).toEqual(
      new Map([
        ['2018-06 | Kirkūk province | state-based', [0.5, 2, 2, 4.5, 1, 0.5, 0, 0.5]],
        ['2018-07 | Kirkūk province | one-sided', [1, 2, 3, 3, 0, 0, 3, 0]],
        ['2018-07 | Kirkūk province | state-based', [0.5, 2, 2, 4.5, 1, 0.5, 0, 0.5]],
      ]),
    );
  });

  it('counts whole at the first day when asked to', async () => {
    const { answer } = await ask('ged.csv', GED, { by: ['month'], measures: ['best'], dates: 'start' });
    expect(byKeys(answer)).toEqual(
      new Map([
        ['2018-06', [4]],
        ['2018-07', [3]],
      ]),
    );
  });

  it.each([
    [['place=KIRKŪK PROVINCE'], 7],
    [['type=state-based|non-state'], 4],
    [['opponent!=Civilians'], 4],
    [['best<=3'], 3],
    [['best>=3', 'high>3'], 4],
    [['country=Syria'], 0],
  ])('where %j', async (where, best) => {
    expect((await ask('ged.csv', GED, { by: ['year'], measures: ['best'], where })).answer!.series.totals).toEqual([
      best,
    ]);
  });
});
