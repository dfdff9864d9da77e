/** A study read in another thread: the same answers, and this thread is free meanwhile. */
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkTexts } from '../../src/server/check-texts.ts';
import { StudyReader } from '../../src/server/study-reader.ts';
import { StudyThread } from '../../src/server/study-thread.ts';

const folder = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
let thread: StudyThread;

afterEach(() => thread.close());

describe('a study in a thread of its own', () => {
  it('is answered for as in this one, and turns of this one pass meanwhile', async () => {
    thread = new StudyThread({ folder, known: undefined });
    let turns = 0;
    let isAnswered = false;
    const count = () => {
      turns += 1;
      if (!isAnswered) setImmediate(count);
    };
    setImmediate(count);
    const message = await thread.ask('message');
    isAnswered = true;
    expect(turns).toBeGreaterThan(0);
    const reader = new StudyReader(folder);
    expect(message).toBe(reader.message());
    expect(await thread.ask('details')).toBe(reader.details());
    expect(await thread.ask('scenario', 'paid')).toBe(reader.scenario('paid'));
    expect(await thread.ask('scenario', 'unpaid')).toBeUndefined();
    const unsaved = { 'study.yaml': 'title: 3: 4' };
    expect(await thread.ask('check', unsaved)).toBe(JSON.stringify(checkTexts(folder, unsaved)));
  }, 60_000);

  it('that dies fails what it was asked, and the next question has another', async () => {
    thread = new StudyThread({ folder: 'here', known: undefined }, new URL('./ending-thread.mjs', import.meta.url));
    expect(await thread.ask('message')).toBe('here');
    await expect(thread.ask('details')).rejects.toThrow('ended');
    expect(await thread.ask('message')).toBe('here');
    await expect(thread.ask('check', {})).rejects.toThrow('out of luck');
    expect(await thread.ask('message')).toBe('here');
  }, 60_000);

  it('that is closed leaves nobody waiting', async () => {
    thread = new StudyThread({ folder, known: undefined });
    const asked = thread.ask('message');
    await thread.close();
    expect(await asked).toBeUndefined();
  }, 60_000);
});
