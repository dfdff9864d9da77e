import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { parseExpression } from '../../src/equations/parse.ts';
import { expressionMathml } from '../../src/report/page/equation-mathml.ts';
import { equationTexts } from '../../src/report/page/report-equations.ts';
import { makeStudy } from '../model/make-study.ts';

function mathml(text: string): string {
  const problems = new Problems();
  const tree = parseExpression({ text, file: 'f', offsets: 0, end: text.length }, problems);
  expect(problems.list).toEqual([]);
  return expressionMathml(tree).html;
}

/** What is left when the tags go: enough to see order, signs and brackets. */
function flat(text: string): string {
  return mathml(text)
    .replace(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ');
}

describe('expressionMathml', () => {
  it.each([
    ['a * (b + c)', 'a·(b+c)'],
    ['a - (b - c)', 'a−(b−c)'],
    ['a - b - c', 'a−b−c'],
    ['a + (b + c)', 'a+b+c'],
    ['-(a + b)', '−(a+b)'],
    ['MAX(0, x_y - 1)', 'max(0,x y−1)'],
    ['SUM(getting_away[local, *])', '∑getting awaylocal,all'],
    ['a and b or not (c < d)', 'a∧b∨¬(c&lt;d)'],
    ['IF a >= 1 THEN b ELSE IF a = 0 THEN c ELSE d', '{bif a≥1cif a=0dotherwise'],
    ['TIME + DT', 't+Δt'],
    ['3e-7 * x', '3·10−7·x'],
  ])('%s reads %s', (text, shown) => {
    expect(flat(text)).toBe(shown);
  });

  it('draws quotients as fractions, powers raised and roots under their sign, without brackets that these make needless', () => {
    expect(mathml('(a + b) / (c * d)')).toBe(
      '<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mi>c</mi><mo>·</mo><mi>d</mi></mrow></mfrac>',
    );
    expect(mathml('(a / b) ^ n')).toMatch(/^<msup><mrow><mo>\(<\/mo><mfrac>/);
    expect(mathml('EXP(-a)')).toMatch(/^<msup><mi mathvariant="normal">e<\/mi>/);
    // Raised, a fraction would be too small to read.
    expect(mathml('EXP(-a * SQRT(b / c))')).toMatch(/^<mrow><mi>exp<\/mi><mrow><mo>\(<\/mo>/);
    expect(mathml('SQRT(a)')).toBe('<msqrt><mi>a</mi></msqrt>');
  });

  it('uses elements of MathML Core only, all closed', () => {
    const text = 'IF x[red] > 2 THEN SQRT(ABS(a / b ^ 2)) ELSE SUM(y[*, dim]) + MIN(a, -INF)';
    const tags = [...mathml(text).matchAll(/<(\/?)([a-z]+)/g)];
    const core = /^(mi|mn|mo|mtext|mrow|mfrac|msqrt|msup|msub|mtable|mtr|mtd|mspace)$/;
    const open: string[] = [];
    for (const [, close, tag] of tags) {
      expect(tag).toMatch(core);
      if (close === '') open.push(tag!);
      else expect(open.pop()).toBe(tag);
    }
    expect(open).toEqual([]);
  });

  it('escapes what an author named', () => {
    expect(mathml('"<b>" + 1')).not.toContain('<b>');
  });
});

it('writes equations as one would type them', () => {
  const { variables } = makeStudy({
    dimensions: { side: ['red', 'blue'] },
    variables: {
      s: {
        stock: 'person',
        equation: { red: 1, otherwise: 2 },
        over: ['side'],
        inflows: ['f'],
        outflows: ['g', 'SUM(h[*])'],
      },
    },
  });
  expect(equationTexts(variables[0]!)).toEqual([
    'd s/dt = f - g - SUM(h[*])',
    's[red] at the start = 1',
    's[otherwise] at the start = 2',
  ]);
});
