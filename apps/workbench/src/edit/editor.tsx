/** The study's files, to be edited beside what they say. */
import { study } from '../session.ts';

export default function Editor() {
  return <p>{study.value?.title}</p>;
}
