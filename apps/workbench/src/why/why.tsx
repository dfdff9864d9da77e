/** What stands behind the claim or outcome selected. */
import { selected } from '../session.ts';

export default function Why() {
  return <p>{selected.value?.id}</p>;
}
