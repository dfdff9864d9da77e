import type { Diagnostic, Place, RelatedPlace } from './diagnostic.ts';
import { MESSAGES, type MessageCode } from './messages.generated.ts';

export interface ProblemDetails {
  readonly related?: readonly RelatedPlace[];
  /** Takes the place of the message page's own help sentence. */
  readonly help?: string;
  readonly notes?: readonly string[];
}

/**
 * Collects diagnostics. Reading and checking go on after the first; a flood of them (a 10 MB file of nonsense) is
 * cut off at `LIMIT`, and the cut is itself reported.
 */
export class Problems {
  static readonly LIMIT = 500;
  readonly #list: Diagnostic[] = [];
  #errorCount = 0;

  /** One that was collected elsewhere. */
  include(diagnostic: Diagnostic): void {
    if (diagnostic.severity === 'error') this.#errorCount += 1;
    this.#keep(() => diagnostic);
  }

  /** `values` fill the holes `{name}` of the message page. */
  add(
    code: MessageCode,
    values: Readonly<Record<string, string | number>>,
    place?: Place,
    details: ProblemDetails = {},
  ): void {
    if (MESSAGES[code].severity === 'error') this.#errorCount += 1;
    this.#keep(() => diagnose(code, values, place, details));
  }

  #keep(make: () => Diagnostic): void {
    if (this.#list.length < Problems.LIMIT) this.#list.push(make());
    else if (this.#list.length === Problems.LIMIT)
      this.#list.push(diagnose('read/too-many-problems', { count: Problems.LIMIT }));
  }

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  get errorCount(): number {
    return this.#errorCount;
  }

  /** Nothing more is kept: no use in working out a help for it. */
  get isFull(): boolean {
    return this.#list.length > Problems.LIMIT;
  }

  get hasErrors(): boolean {
    return this.#errorCount > 0;
  }
}

export function diagnose(
  code: MessageCode,
  values: Readonly<Record<string, string | number>>,
  place?: Place,
  details: ProblemDetails = {},
): Diagnostic {
  const message = MESSAGES[code];
  const help = details.help ?? (message.help === '' ? undefined : fill(message.help, values));
  return {
    code,
    severity: message.severity,
    message: fill(message.template, values),
    place,
    related: details.related ?? [],
    help,
    notes: details.notes ?? [],
  };
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole));
}
