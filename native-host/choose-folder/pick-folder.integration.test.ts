/** choose-folder over the wire, with a stand-in for zenity that answers as a person would. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol/envelope.ts';
import { type Companion, createPlace, type Place, startCompanion } from '../__fixtures__/companion-client.ts';

let place: Place;
let companion: Companion;
let chosen: string;

/** Answers each time it is asked with the next of these: a path, or nothing for a window that is closed. */
function startWithAnswers(...answers: (string | null)[]): void {
  const tools = join(place.folder, 'bin');
  mkdirSync(tools, { recursive: true });
  const cases = answers.map(
    (answer, index) => `${index + 1}) ${answer === null ? 'exit 1' : `echo '${answer}'`};;`,
  );
  const script = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/asked"
count=$(wc -l < "$here/asked")
case $((count)) in ${cases.join(' ')} *) sleep 60;; esac
`;
  writeFileSync(join(tools, 'zenity'), script);
  chmodSync(join(tools, 'zenity'), 0o755);
  companion = startCompanion(place, { env: { PATH: `${tools}:${process.env.PATH}`, DISPLAY: ':77' } });
}

const listAsked = (): string[] =>
  readFileSync(join(place.folder, 'bin', 'asked'), 'utf8')
    .trim()
    .split('\n');
const readFolders = async () => {
  const { result } = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
  return { root: result?.root, downloads: result?.downloads };
};

beforeEach(() => {
  place = createPlace();
  chosen = join(place.folder, 'my videos');
  mkdirSync(chosen);
});

afterEach(async () => {
  await companion.close();
  rmSync(place.folder, { recursive: true });
});

test('what was chosen is used from the next command on, and kept', async () => {
  startWithAnswers(chosen);
  expect((await companion.call('choose-folder', { purpose: 'archives' })).result).toEqual({ path: chosen });
  expect(await readFolders()).toEqual({ root: chosen, downloads: join(chosen, 'Downloads') });
  expect(JSON.parse(readFileSync(place.configPath, 'utf8'))).toMatchObject({ root: chosen });
});

test('the folder for downloads is another one', async () => {
  startWithAnswers(chosen);
  await companion.call('choose-folder', { purpose: 'downloads' });
  expect(await readFolders()).toEqual({ root: place.root, downloads: chosen });
  expect(listAsked()[0]).toContain('--title=Choose a folder for downloads');
});

test('a window that is closed changes nothing', async () => {
  startWithAnswers(null);
  expect((await companion.call('choose-folder', { purpose: 'archives' })).result).toEqual({ path: null });
  expect((await readFolders()).root).toBe(place.root);
});

test('a folder that cannot be used is asked for again, with the reason', async () => {
  startWithAnswers('/etc', place.folder, chosen);
  expect((await companion.call('choose-folder', { purpose: 'archives' })).result).toEqual({ path: chosen });
  expect(listAsked()[1]).toContain('belongs to the system');
  expect(listAsked()[2]).toContain('home folder itself');
});

test('after three that cannot be used it is given up', async () => {
  startWithAnswers('/etc', 'relative', '/proc');
  expect((await companion.call('choose-folder', { purpose: 'archives' })).error?.code).toBe(
    'host.folder_refused',
  );
  expect((await readFolders()).root).toBe(place.root);
});

test('one window at a time, and it closes when the command is cancelled', async () => {
  startWithAnswers();
  const open = companion.call('choose-folder', { purpose: 'archives' }, 'open');
  expect((await companion.call('choose-folder', { purpose: 'archives' })).error?.code).toBe('host.busy');
  await companion.call('cancel', { target: 'open' });
  expect((await open).error?.code).toBe('job.cancelled');
});

test('without a screen the command line is named', async () => {
  companion = startCompanion(place);
  const { error } = await companion.call('choose-folder', { purpose: 'downloads' });
  expect(error).toMatchObject({
    code: 'host.no_picker',
    message: expect.stringContaining('folder downloads DIR'),
  });
});
