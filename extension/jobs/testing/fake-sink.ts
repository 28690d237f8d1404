/** An archive on a disk of texts, which breaks where a test says so. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { ArchiveTarget } from '../../../shared/model/job.ts';
import type { ArchiveSink } from '../ports.ts';
import type { World } from './fake-world.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What it does is in `world`. */
export function createFakeSink(world: World, { by }: ArchiveTarget): ArchiveSink {
  const store = (path: string, text: string, from?: string): FileRecord => {
    world.disk.set(path, text);
    const record = { path, bytes: Buffer.byteLength(text), sha256: sha256(text) };
    return from === undefined ? record : { ...record, source: from };
  };

  return {
    async writeText(path, chunks) {
      let text = '';
      for await (const chunk of chunks) text += chunk;
      await world.before(`write ${path}`);
      return store(path, text);
    },
    async fetchFile({ path, urls, rule, replace }) {
      world.rules.push(rule);
      await world.before(`fetch ${path}`);
      const there = replace ? undefined : world.disk.get(path);
      return store(path, there ?? `bytes of ${urls[0]}`, urls[0]);
    },
    async join({ video, audio, path, shown }) {
      world.shown.push(shown);
      await world.before(`join ${path}`);
      const parts = [video, audio].map((part) => world.disk.get(part) ?? 'nothing');
      return { ...store(path, parts.join(' with ')), made: 'joined' };
    },
    async takeSound({ from, path, format }) {
      const made = format === null ? path.replace(/\w+$/, 'm4a') : path;
      await world.before(`sound ${made}`);
      return { ...store(made, `sound of ${world.disk.get(from) ?? 'nothing'}`), made: 'taken' };
    },
    async dropParts(paths) {
      await world.before(`drop ${paths.length}`);
      for (const path of paths) world.disk.delete(path);
    },
    downloadVideo: world.hasCompanion
      ? async ({ stem, url }) => {
          await world.before(`download ${stem}`);
          world.downloads.push(stem);
          return store(`${stem}.mp4`, `video of ${url}`, url);
        }
      : null,
    listPlaced: null,
    async verify(files) {
      await world.before('verify');
      return files
        .filter((file) => sha256(world.disk.get(file.path) ?? '') !== file.sha256)
        .map(({ path }) => ({ id: path, code: 'archive.damaged' as const, message: 'differs' }));
    },
    async remove(paths) {
      await world.before('remove');
      for (const path of paths) world.disk.delete(path);
    },
    async deliver(job) {
      await world.before('deliver');
      const { target } = job;
      if (!target) throw new AppError('bug.unexpected');
      world.delivered = new Map(world.disk);
      await world.before('handed over');
      return { target: target.by === 'host' ? target : { ...target, isDelivered: true }, notice: null };
    },
    async release() {
      if (by === 'host') return;
      await world.before('release');
      world.disk.clear();
      await world.before('released');
    },
  };
}
