import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causalDiagram, type Diagram } from '../../src/report/figures/diagram.ts';
import { layOutDiagram } from '../../src/report/figures/diagram-layout.ts';
import { diagramSvg, diagramTable, drawLink } from '../../src/report/figures/diagram-svg.ts';
import { clock, loopsOf } from '../analysis/loops/influence-of.ts';

const { influence } = loopsOf({
  time: clock(4),
  parameters: { r: { unit: '1/month', value: 1 }, capacity: { unit: 'person', value: 100 } },
  variables: {
    people: { stock: 'person', equation: 10, inflows: ['births'], outflows: ['deaths'] },
    births: { flow: 'person/month', equation: 'r * people' },
    deaths: { flow: 'person/month', equation: 'r * people * crowding' },
    crowding: { aux: '1', equation: 'people / capacity' },
    news: { aux: '1', equation: 'crowding * 2' },
  },
});

describe('causalDiagram', () => {
  it('holds the focus, its direct causes and effects, and the signs of the equations', () => {
    const diagram = causalDiagram(influence, { id: 'd', title: 'Crowding', focus: ['crowding'], most: 10 });
    expect(diagram.nodes.map(({ id }) => id)).toEqual(['crowding', 'deaths', 'news', 'people']);
    expect(diagram.links.map(({ from, to, polarity }) => `${from} ${polarity} ${to}`).sort()).toEqual([
      'crowding + deaths',
      'crowding + news',
      'people + crowding',
    ]);
  });

  it('tells flows that fill and drain from influences', () => {
    const diagram = causalDiagram(influence, { id: 'd', title: 'People', focus: ['people'], most: 10 });
    const pipes = diagram.links.filter(({ flow }) => flow).map(({ from, polarity }) => `${polarity}${from}`);
    expect(pipes.sort()).toEqual(['+births', '-deaths']);
    expect(diagramTable(diagram).html).toContain('− drains');
  });
});

const diagrams = fc
  .tuple(fc.integer({ min: 1, max: 18 }), fc.array(fc.tuple(fc.nat(17), fc.nat(17)), { maxLength: 40 }))
  .map(([count, pairs]): Diagram => {
    const ids = Array.from({ length: count }, (_, i) => `variable_${i}`);
    const links = pairs
      .filter(([from, to]) => from < count && to < count)
      .map(([from, to]) => ({ from: ids[from]!, to: ids[to]!, polarity: '+' as const, flow: false }));
    const nodes = ids.map((id) => ({ id, label: id.replace('_', ' '), role: 'auxiliary' as const, focus: false }));
    return { id: 'd', title: 't', nodes, links };
  });

describe('layOutDiagram', () => {
  it('lays no node on another and none outside the picture, the same every time', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const placed = layOutDiagram(diagram);
        expect(layOutDiagram(diagram)).toEqual(placed);
        placed.nodes.forEach((a, i) => {
          expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width / 2).toBeLessThanOrEqual(placed.width);
          expect(a.y + a.height / 2).toBeLessThanOrEqual(placed.height);
          for (const b of placed.nodes.slice(i + 1)) {
            const apart =
              Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
            expect(apart).toBe(true);
          }
        });
        expect(diagramSvg(diagram).html).not.toContain('NaN');
      }),
    );
  });

  it('sets causes above effects where there is no loop', () => {
    const node = (id: string) => ({ id, label: id, role: 'auxiliary' as const, focus: false });
    const link = (from: string, to: string) => ({ from, to, polarity: '+' as const, flow: false });
    const { nodes } = layOutDiagram({
      ...{ id: 'd', title: 't', nodes: ['c', 'b', 'a'].map(node) },
      links: [link('a', 'b'), link('b', 'c'), link('a', 'c')],
    });
    const y = (id: string) => nodes.find((one) => one.id === id)!.y;
    expect(y('a')).toBeLessThan(y('b'));
    expect(y('b')).toBeLessThan(y('c'));
  });

  it('keeps the places that a study gives', () => {
    const diagram = causalDiagram(influence, { id: 'd', title: 't', focus: ['people'], most: 10 });
    const { nodes } = layOutDiagram(diagram, new Map([['births', { x: 300, y: 40 }]]));
    expect(nodes.find(({ id }) => id === 'births')).toMatchObject({ x: 300, y: 40 });
  });

  it('leads a link that jumps over a row past what stands there', () => {
    const node = (id: string) => ({ id, label: id, role: 'auxiliary' as const, focus: false });
    const link = (from: string, to: string) => ({ from, to, polarity: '+' as const, flow: false });
    const placed = layOutDiagram({
      ...{ id: 'd', title: 't', nodes: ['a', 'b', 'c'].map(node) },
      links: [link('a', 'b'), link('b', 'c'), link('a', 'c')],
    });
    const at = (id: string) => placed.nodes.find((one) => one.id === id)!;
    const path = /class="link" d="M([-\d.]+) [-\d.]+C([-\d.]+) /.exec(drawLink(link('a', 'c'), at('a'), at('c')).html)!;
    const leftOfB = at('b').x - at('b').width / 2;
    expect(Number(path[1])).toBeLessThanOrEqual(leftOfB);
    expect(Number(path[2])).toBeLessThan(leftOfB);
    // No further out than the picture goes: a cubic reaches three quarters of the way to its handles.
    expect(Number(path[1]) - 0.75 * (Number(path[1]) - Number(path[2]))).toBeGreaterThanOrEqual(0);
  });
});
