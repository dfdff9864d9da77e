/** What the functions of other tools are kept in: by canonical name, with how many arguments they take. */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr, Span } from '../../foreign-expression.ts';
import type { Site, Translator } from '../translator.ts';

export interface CallContext {
  readonly translator: Translator;
  readonly site: Site;
  readonly span: Span;
  /** Which of the further outputs is asked for, `F(a : p, q)`; undefined for the value itself. */
  readonly output?: number | undefined;
}

export type Translate = (args: readonly ForeignExpr[], context: CallContext) => Expr;

export interface FunctionEntry {
  readonly least: number;
  readonly most: number;
  readonly translate: Translate;
  /** Its arguments run over elements: `dim!`, `*`. */
  readonly runsOverElements?: boolean;
  readonly only?: 'vensim' | 'xmile' | undefined;
}

export class FunctionTable {
  readonly entries = new Map<string, FunctionEntry>();

  /** A function whose arguments are plain values. `names`: with blanks between them. */
  plain(
    names: string,
    least: number,
    most: number,
    from: (...args: Expr[]) => Expr,
    only?: FunctionEntry['only'],
  ): void {
    const translate: Translate = (args, { translator, site }) =>
      from(...args.map((arg) => translator.expression(arg, site)));
    for (const name of names.split(' ')) this.entries.set(name, { least, most, translate, only });
  }

  special(names: string, least: number, most: number, translate: Translate, runsOverElements = false): void {
    for (const name of names.split(' ')) this.entries.set(name, { least, most, translate, runsOverElements });
  }
}
