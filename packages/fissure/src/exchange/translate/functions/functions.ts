/**
 * What each function of Vensim and XMILE is in Fissure's language. Conventions that differ between the two are noted;
 * sources: the Vensim reference manual and XMILE 1.0, 3.5.
 */
import { defineArithmetic } from './arithmetic.ts';
import { defineData } from './data-functions.ts';
import { defineDelays } from './delays.ts';
import { defineFinance } from './finance.ts';
import { type FunctionEntry, FunctionTable } from './function-table.ts';
import { defineLookups } from './lookups.ts';
import { defineMarkets } from './markets.ts';
import { defineMemory } from './memory.ts';
import { defineNormal } from './normal-distribution.ts';
import { defineOverElements } from './over-elements.ts';
import { defineRandom } from './random.ts';
import { defineStella } from './stella-functions.ts';
import { defineTestInputs } from './test-inputs.ts';

const table = new FunctionTable();
defineArithmetic(table);
defineOverElements(table);
defineMemory(table);
defineDelays(table);
defineFinance(table);
defineTestInputs(table);
defineRandom(table);
defineLookups(table);
defineData(table);
defineStella(table);
defineNormal(table);
defineMarkets(table);

/** By canonical name. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = table.entries;
