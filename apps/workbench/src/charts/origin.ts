/** What stands at the foot of every picture that is taken along: whose model it is, and what the reader changed in it. */
import { originText } from 'fissure/workbench';
import { change } from '../chosen.ts';
import { study } from '../known.ts';
import { differences } from '../levers/differences.ts';

/** A sentence without its full stop. */
export function origin(): string {
  return originText(study.value!.origin, differences(change.value));
}
