/** The rules by which the workbench's server reads and writes a study, asked over plain HTTP as a stranger would. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckedTexts, OpenedText, TextFile, ValueForm } from '../../src/browser/edit-message.ts';
import { toLspDiagnostics } from '../../src/diagnostics/to-lsp.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';

const garrison = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
let root: string;
let folder: string;
let server: WorkbenchServer;
let token: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fissure-edit-'));
  folder = join(root, 'study');
  mkdirSync(folder);
  server = await serveWorkbench(folder);
  token = new URL(server.editingUrl).hash.replace('#token=', '');
});

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  cpSync(garrison, folder, { recursive: true });
});

afterAll(async () => {
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Not `fetch`, which does not let a caller choose Host and tidies `..` away. */
function ask(method: string, target: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  const all = { authorization: `Bearer ${token}`, ...headers };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: target, method, headers: all }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, text: Buffer.concat(parts).toString(), headers: answer.headers }),
      );
    });
    sent.on('error', reject);
    if (body !== undefined) sent.write(typeof body === 'string' ? body : JSON.stringify(body));
    sent.end();
  });
}

const read = (path: string) => ask('GET', `/api/file?path=${encodeURIComponent(path)}`);
const opened = async (path: string) => JSON.parse((await read(path)).text) as OpenedText;
const put = (body: unknown, headers?: Record<string, string>) => ask('PUT', '/api/file', body, headers);
const onDisk = (path: string) => readFileSync(join(folder, path), 'utf8');
/** Every file with its bytes: to see that nothing at all was written. */
const everything = () =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => [path, lstatSync(join(root, path)).isFile() ? readFileSync(join(root, path)).toString('hex') : '']);

describe('reading', () => {
  it('lists the text files of the study and gives each as it stands', async () => {
    writeFileSync(join(folder, '.hidden.yaml'), 'a: 1');
    writeFileSync(join(folder, 'secret.key'), 'k');
    const files = JSON.parse((await ask('GET', '/api/files')).text) as TextFile[];
    expect(files.map(({ path }) => path)).toEqual(
      readdirSync(garrison)
        .filter((name) => /\.(?:yaml|md|csv)$/.test(name))
        .sort(),
    );
    for (const { path, bytes } of files) {
      expect((await opened(path)).text).toBe(onDisk(path));
      expect(bytes).toBe(statSync(join(folder, path)).size);
    }
  });

  it('lists the model before other folders, and follows no link to a folder', async () => {
    for (const name of ['data', 'model', 'node_modules', '.git']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'a.md'), '');
    }
    symlinkSync('.', join(folder, 'ring'));
    const files = JSON.parse((await ask('GET', '/api/files')).text) as TextFile[];
    const below = files.map(({ path }) => path).filter((path) => path.includes('/'));
    expect(below).toEqual(['model/a.md', 'data/a.md']);
  });

  it.each([
    ['../outside.md', 403],
    ['a/../../outside.md', 403],
    ['/etc/passwd', 403],
    ['C:\\outside.md', 403],
    ['.git/config.md', 403],
    ['.hidden.yaml', 403],
    ['leads-out.md', 403],
    ['out/outside.md', 403],
    ['to-hidden.md', 403],
    ['to-other-kind.md', 403],
    ['secret.key', 415],
    ['model.yaml\0.md', 403],
    ['nowhere.md', 404],
    ['folder.md', 404],
    ['bytes.md', 422],
    ['large.md', 413],
  ])('refuses %s with %d', async (path, status) => {
    mkdirSync(join(root, 'elsewhere'), { recursive: true });
    for (const name of ['outside.md', 'elsewhere/outside.md']) writeFileSync(join(root, name), 'not yours');
    writeFileSync(join(folder, '.hidden.md'), 'x');
    writeFileSync(join(folder, 'secret.key'), 'x');
    symlinkSync(join(root, 'outside.md'), join(folder, 'leads-out.md'));
    symlinkSync(join(root, 'elsewhere'), join(folder, 'out'));
    symlinkSync('.hidden.md', join(folder, 'to-hidden.md'));
    symlinkSync('secret.key', join(folder, 'to-other-kind.md'));
    mkdirSync(join(folder, 'folder.md'));
    writeFileSync(join(folder, 'bytes.md'), Buffer.from([0xff, 0xfe]));
    writeFileSync(join(folder, 'large.md'), Buffer.alloc(1_000_001, 'x'));
    const before = everything();
    const answer = await read(path);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.text).not.toContain('not yours');
    const written = await put({ path, text: 'mine', replaces: '0'.repeat(64) });
    // What nobody could have read, nobody can have changed.
    expect(written.status, written.text).toBe(status === 422 ? 409 : status);
    expect(everything()).toEqual(before);
  });
});

describe('writing', () => {
  it('replaces what the author saw, and says what stands there then', async () => {
    const { text, hash } = await opened('model.yaml');
    const answer = await put({ path: 'model.yaml', text: text.replace('value: 4', 'value: 5'), replaces: hash });
    expect(answer.status, answer.text).toBe(200);
    expect(onDisk('model.yaml')).toBe(text.replace('value: 4', 'value: 5'));
    expect(JSON.parse(answer.text).hash).toBe((await opened('model.yaml')).hash);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('conflicts with a change made meanwhile, which stays', async () => {
    const { text, hash } = await opened('model.yaml');
    writeFileSync(join(folder, 'model.yaml'), `${text}# somebody else\n`);
    expect((await put({ path: 'model.yaml', text: 'mine', replaces: hash })).status).toBe(409);
    expect(onDisk('model.yaml')).toBe(`${text}# somebody else\n`);
  });

  it('lets one of two writers at the same moment win, and the other know', async () => {
    const { hash } = await opened('argument.md');
    const texts = Array.from({ length: 8 }, (_, index) => `writer ${index}\n`);
    const answers = await Promise.all(texts.map((text) => put({ path: 'argument.md', text, replaces: hash })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(onDisk('argument.md')).toBe(texts[answers.findIndex(({ status }) => status === 200)]);
  });

  it.each([
    ['another host', { host: 'elsewhere.example' }, 403],
    ['another origin', { origin: 'http://elsewhere.example' }, 403],
    ['no origin at all, as of a sandboxed frame', { origin: 'null' }, 403],
    ['no token', { authorization: '' }, 401],
    ['a wrong token', { authorization: 'Bearer x' }, 401],
  ])('takes nothing from %s', async (_, headers, status) => {
    const { hash } = await opened('model.yaml');
    const before = everything();
    expect((await put({ path: 'model.yaml', text: 'mine', replaces: hash }, headers)).status).toBe(status);
    for (const path of ['/api/check', '/api/form', '/api/form/edit', '/api/mark', '/api/note'])
      expect((await ask('POST', path, { unsaved: {} }, headers)).status, path).toBe(status);
    expect(everything()).toEqual(before);
  });

  it('has a token of its own in every server, and never sends it', async () => {
    const other = await serveWorkbench(folder);
    await other.close();
    expect(other.editingUrl.split('#')[1]).not.toBe(`token=${token}`);
    expect(token).toMatch(/^[\w-]{32}$/);
    for (const target of ['/', '/api/files', '/api/study', '/api/language'])
      expect(JSON.stringify(await ask('GET', target, undefined, { authorization: '' }))).not.toContain(token);
  });

  it.each([
    ['too large a text', 'x'.repeat(1_000_001), 413],
    ['too large a request', 'x'.repeat(8_000_001), 413],
    ['half a character', '\ud800', 422],
  ])('refuses %s', async (_, text, status) => {
    const { hash } = await opened('model.yaml');
    const before = onDisk('model.yaml');
    expect((await put({ path: 'model.yaml', text, replaces: hash })).status).toBe(status);
    expect(onDisk('model.yaml')).toBe(before);
  });

  it.each(['', 'no JSON', '[]', '{"path":1}', '{"path":"model.yaml","text":"x"}'])(
    'refuses the body %j',
    async (body) => {
      expect((await put(body)).status).toBe(400);
    },
  );

  it('keeps permissions, links inside the folder, byte order marks and line ends', async () => {
    const file = join(folder, 'argument.md');
    writeFileSync(file, '\ufeff# A\r\n');
    chmodSync(file, 0o600);
    symlinkSync('argument.md', join(folder, 'link.md'));
    const { text, hash } = await opened('link.md');
    expect(text).toBe('# A\r\n');
    expect((await put({ path: 'link.md', text: '# B\r\n', replaces: hash })).status).toBe(200);
    expect(readFileSync(file, 'utf8')).toBe('\ufeff# B\r\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'link.md'), 'utf8')).toBe('\ufeff# B\r\n');
    chmodSync(file, 0o444);
    const again = await opened('argument.md');
    expect((await put({ path: 'argument.md', text: 'x', replaces: again.hash })).status).toBe(403);
  });

  it('answers other methods nowhere', async () => {
    for (const method of ['POST', 'DELETE', 'PATCH', 'OPTIONS'])
      expect((await ask(method, '/api/file')).status).toBe(405);
    expect((await put({}, {})).headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('checking what is not saved', () => {
  it('says what the command would say if it were, and writes nothing', async () => {
    const broken = onDisk('model.yaml').replace('soldiers * leaving_rate', 'soldiers * leaving_rat +');
    const before = everything();
    const answer = await ask('POST', '/api/check', { unsaved: { 'model.yaml': broken, 'nowhere.yaml': 'x' } });
    expect(everything()).toEqual(before);
    const { diagnostics } = JSON.parse(answer.text) as CheckedTexts;
    writeFileSync(join(folder, 'model.yaml'), broken);
    const { problems, texts } = openStudy(folder);
    expect(diagnostics).toEqual(JSON.parse(JSON.stringify(toLspDiagnostics(problems.list, texts))));
    expect(diagnostics.some(({ severity, uri }) => severity === 1 && uri === 'model.yaml')).toBe(true);
  });

  it('names what an equation can name', async () => {
    const { names } = JSON.parse((await ask('POST', '/api/check', { unsaved: {} })).text) as CheckedTexts;
    expect(names).toContainEqual({
      name: 'leaving_rate',
      kind: 'auxiliary',
      unit: '1/month',
      about: 'The wish to leave, as a rate for each soldier.',
    });
    expect(names.filter(({ kind }) => kind === 'statement').length).toBeGreaterThan(3);
  });
});

describe('a form for a value', () => {
  const form = async (name: string, unsaved = {}) =>
    JSON.parse((await ask('POST', '/api/form', { name, unsaved })).text) as ValueForm;
  const edit = async (text: string, change: unknown) => ask('POST', '/api/form/edit', { text, edit: change });

  it('shows a parameter with its prior, from unsaved text too', async () => {
    const own = await form('Impatience');
    expect(own).toMatchObject({
      name: 'impatience',
      kind: 'parameter',
      file: 'model.yaml',
      unit: '1/month',
      fields: [{ at: ['parameters', 'impatience', 'value'], text: '0.25', kind: 'number' }],
      prior: {
        at: ['parameters', 'impatience', 'prior'],
        distribution: 'triangular',
        numbers: ['0.05', '0.25', '0.5'],
      },
    });
    expect(onDisk('model.yaml').split('\n')[own.line]).toBe('  impatience:');
    const text = onDisk('model.yaml').replace('value: 0.25', 'value: 0.3');
    expect((await form('impatience', { 'model.yaml': text })).fields[0]!.text).toBe('0.3');
    expect((await ask('POST', '/api/form', { name: 'nobody', unsaved: {} })).status).toBe(404);
  });

  it('changes a number, a prior and an equation in the text, and nothing else of it', async () => {
    const text = onDisk('model.yaml');
    const { fields, prior } = await form('impatience');
    const number = await edit(text, { kind: 'scalar', at: fields[0]!.at, text: '0.3' });
    expect(JSON.parse(number.text).text).toBe(text.replace('value: 0.25', 'value: 0.3'));
    const same = await edit(text, {
      kind: 'prior',
      at: prior!.at,
      distribution: 'triangular',
      numbers: ['0.1', '0.25', '0.5'],
    });
    expect(JSON.parse(same.text).text).toBe(text.replace('[0.05, 0.25, 0.5]', '[0.1, 0.25, 0.5]'));
    const other = await edit(text, { kind: 'prior', at: prior!.at, distribution: 'uniform', numbers: ['0', '1'] });
    expect(JSON.parse(other.text).text).toBe(text.replace('{ triangular: [0.05, 0.25, 0.5] }', '{ uniform: [0, 1] }'));
    const equation = (await form('desertion')).fields[0]!;
    const changed = await edit(text, { kind: 'scalar', at: equation.at, text: 'soldiers * leaving_rate / 2' });
    expect(JSON.parse(changed.text).text).toBe(
      text.replace(': soldiers * leaving_rate', ': soldiers * leaving_rate / 2'),
    );
  });

  it('refuses what is no number or no distribution', async () => {
    const at = ['parameters', 'impatience', 'prior'];
    for (const change of [
      { kind: 'prior', at, distribution: 'uniform', numbers: ['0', '1, 2'] },
      { kind: 'prior', at, distribution: 'a: b', numbers: ['0', '1'] },
      { kind: 'scalar', at: ['nowhere'], text: '1' },
    ])
      expect((await edit(onDisk('model.yaml'), change)).status).toBe(422);
  });
});

describe('making, renaming and removing files', () => {
  const create = (body: unknown, headers?: Record<string, string>) => ask('POST', '/api/file/new', body, headers);
  const remove = (body: unknown, headers?: Record<string, string>) => ask('POST', '/api/file/remove', body, headers);
  const rename = (body: unknown, headers?: Record<string, string>) => ask('POST', '/api/file/rename', body, headers);

  it('makes a file, in a new folder too, that can be read, renamed and removed', async () => {
    const made = await create({ path: 'model/war.yaml', text: 'variables: {}\n' });
    expect(made.status).toBe(200);
    expect(onDisk('model/war.yaml')).toBe('variables: {}\n');
    const { hash } = await opened('model/war.yaml');
    expect(JSON.parse(made.text)).toEqual({ hash });
    expect((await rename({ path: 'model/war.yaml', to: 'model/peace.yaml', replaces: hash })).status).toBe(200);
    expect(onDisk('model/peace.yaml')).toBe('variables: {}\n');
    expect((await read('model/war.yaml')).status).toBe(404);
    expect((await remove({ path: 'model/peace.yaml', replaces: hash })).status).toBe(200);
    expect((await read('model/peace.yaml')).status).toBe(404);
  });

  it('leaves everything as it is without the token, or where a file would be lost', async () => {
    const { hash } = await opened('model.yaml');
    const { hash: other } = await opened('claims.yaml');
    const before = everything();
    const nobody = { authorization: 'Bearer nobody' };
    expect((await create({ path: 'new.yaml', text: '' }, nobody)).status).toBe(401);
    expect((await remove({ path: 'model.yaml', replaces: hash }, nobody)).status).toBe(401);
    expect((await rename({ path: 'model.yaml', to: 'new.yaml', replaces: hash }, nobody)).status).toBe(401);
    expect((await create({ path: 'model.yaml', text: '' })).status).toBe(409);
    expect((await create({ path: 'model.yaml/inside.yaml', text: '' })).status).toBe(409);
    expect((await rename({ path: 'model.yaml', to: 'claims.yaml', replaces: hash })).status).toBe(409);
    // Not what the author saw.
    expect((await remove({ path: 'model.yaml', replaces: other })).status).toBe(409);
    expect((await rename({ path: 'model.yaml', to: 'new.yaml', replaces: other })).status).toBe(409);
    expect((await create({ path: 'new.yaml', text: '\ud800' })).status).toBe(422);
    expect(everything()).toEqual(before);
  });

  it('says in a sentence what the system does not let it do', async () => {
    const { hash } = await opened('model.yaml');
    const before = everything();
    const path = `${'n'.repeat(300)}.md`;
    for (const { status, text } of [
      await create({ path, text: '' }),
      await rename({ path: 'model.yaml', to: path, replaces: hash }),
    ]) {
      expect(status).toBe(422);
      expect(JSON.parse(text)).toEqual({ reason: 'It cannot be done: the name is too long.' });
    }
    expect(everything()).toEqual(before);
  });

  it('leads nowhere out of the study', async () => {
    const { hash } = await opened('model.yaml');
    mkdirSync(join(root, 'outside'), { recursive: true });
    symlinkSync(join(root, 'outside'), join(folder, 'way-out'));
    symlinkSync(join(folder, 'model.yaml'), join(folder, 'link.yaml'));
    const before = everything();
    for (const path of [
      '../new.yaml',
      'a/../../new.yaml',
      '/new.yaml',
      '.new.yaml',
      'way-out/new.yaml',
      'a\\\\b.yaml',
    ]) {
      expect([403, 404], path).toContain((await create({ path, text: '' })).status);
      expect([403, 404], path).toContain((await rename({ path: 'model.yaml', to: path, replaces: hash })).status);
    }
    // Half a character would be written as another, and not be found again.
    expect((await create({ path: '\ud800.md', text: '' })).status).toBe(403);
    expect((await create({ path: 'new.sh', text: '' })).status).toBe(415);
    expect((await remove({ path: 'link.yaml', replaces: hash })).status).toBe(403);
    expect(everything()).toEqual(before);
    rmSync(join(root, 'outside'), { recursive: true });
  });
});

describe('adding a note', () => {
  const wanted = { about: ['C1'], text: 'It *turns* on pay.', date: '2026-03-04', by: 'A. Reader' };
  const add = (text: string, note: unknown = wanted) => ask('POST', '/api/note', { text, edit: { kind: 'add', note } });

  it('answers the text with the note at its end, and writes nothing', async () => {
    const before = everything();
    const { status, text } = await add('# Mine.\n');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      text: '# Mine.\n- about: [C1]\n  date: 2026-03-04\n  by: A. Reader\n  text: >-\n    It *turns* on pay.\n',
    });
    expect(everything()).toEqual(before);
  });

  it('refuses what would not read back, and what is no note', async () => {
    expect((await add('C1: a map\n')).status).toBe(422);
    expect((await add('', { ...wanted, text: '' })).status).toBe(422);
    expect((await add('', { ...wanted, date: 'today' })).status).toBe(422);
    expect((await add('', { ...wanted, path: '../notes.yaml' })).status).toBe(400);
    expect((await add('', { ...wanted, about: 'C1' })).status).toBe(400);
  });

  it('changes one and takes it out, and refuses where another is in its place', async () => {
    const { text } = JSON.parse((await add('# Mine.\n')).text) as { readonly text: string };
    const at = { index: 0, note: wanted };
    const edit = (own: unknown) => ask('POST', '/api/note', { text, edit: own });
    const changed = await edit({ kind: 'change', at, note: { ...wanted, by: 'B. Reader' } });
    expect(JSON.parse(changed.text)).toEqual({ text: text.replace('A. Reader', 'B. Reader') });
    expect(JSON.parse((await edit({ kind: 'remove', at })).text)).toEqual({ text: '# Mine.\n' });
    for (const other of [
      { index: 1, note: wanted },
      { index: 0, note: { ...wanted, text: 'Another.' } },
    ]) {
      expect((await edit({ kind: 'change', at: other, note: wanted })).status).toBe(422);
      expect((await edit({ kind: 'remove', at: other })).status).toBe(422);
    }
    expect((await edit({ kind: 'remove', at: { index: -1, note: wanted } })).status).toBe(400);
  });

  it('ends in a file of the folder alone: a notes.yaml that leads out of it is neither read nor written', async () => {
    const outside = join(root, 'outside.yaml');
    writeFileSync(outside, '');
    symlinkSync(outside, join(folder, 'notes.yaml'));
    const { text } = JSON.parse((await add('')).text) as { readonly text: string };
    expect((await read('notes.yaml')).status).toBe(403);
    expect((await put({ path: 'notes.yaml', text, replaces: '' })).status).toBe(403);
    expect((await ask('POST', '/api/file/new', { path: 'notes.yaml', text })).status).toBe(409);
    expect(readFileSync(outside, 'utf8')).toBe('');
    rmSync(outside);
  });
});

describe('the end of the server', () => {
  it('does not wait for whoever comes while it ends', async () => {
    const ending = await serveWorkbench(garrison);
    const { hostname, host, port } = new URL(ending.url);
    const late = connect(Number(port), hostname).on('error', () => undefined);
    late.write(`GET /api/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    const closed = ending.close();
    expect(await Promise.race([closed.then(() => 'ended'), after(5000)])).toBe('ended');
    late.destroy();
  }, 10_000);
});

describe('the first that a server says of itself', () => {
  const firstEvent = async (url: string) => {
    const abort = new AbortController();
    const { body } = await fetch(new URL('/api/events', url), { signal: abort.signal });
    const { value } = await body!.getReader().read();
    abort.abort();
    return new TextDecoder().decode(value);
  };

  it('is by what its token is known, and not the token', async () => {
    const digest = createHash('sha256').update(`whose is ${token}`).digest('hex');
    expect(await firstEvent(server.url)).toBe(`event: server\ndata: ${digest}\n\n`);
  });

  it('lets nobody write', async () => {
    const [digest] = (await firstEvent(server.url)).match(/[0-9a-f]{64}/)!;
    const { status } = await ask('POST', '/api/check', { unsaved: {} }, { authorization: `Bearer ${digest}` });
    expect(status).toBe(401);
  });
});

function after(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, ms, `still there after ${ms} ms`));
}
