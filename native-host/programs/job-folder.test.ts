import { mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { readMachine } from '../directories.ts';
import { openJobFolder, sweepJobFolders } from './job-folder.ts';

const createMachine = () => {
  const parent = mkdtempSync(join(tmpdir(), 'star-secrets-'));
  return { parent, machine: { ...readMachine(), env: { XDG_RUNTIME_DIR: parent } } };
};

test('only its owner can open it, and removing it leaves nothing', async () => {
  const { parent, machine } = createMachine();
  const folder = await openJobFolder(machine);
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  await folder.remove();
  expect(readdirSync(parent)).toEqual([]);
});

test('the sweep takes what a dead companion left, and nothing else', async () => {
  const { parent, machine } = createMachine();
  const living = await openJobFolder(machine);
  mkdirSync(join(parent, 'star-export-job-999999999-abcdef'));
  mkdirSync(join(parent, 'star-export-job-999999999-7-abcdef'));
  if (process.platform === 'linux') mkdirSync(join(parent, `star-export-job-${process.pid}-1-abcdef`));
  mkdirSync(join(parent, 'star-export-job-other'));
  await sweepJobFolders(machine);
  expect(readdirSync(parent).sort()).toEqual([basename(living.path), 'star-export-job-other'].sort());
});
