/** Text files of an archive, written in chunks that come in order. */
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { loneSurrogate } from './archive-path.ts';
import { commitFile } from './commit-file.ts';
import { toStorageError } from './file-errors.ts';
import { type Archive, openPartial, resolveFile } from './folder.ts';

/** Files that are open at once; the extension writes one after the other. */
const maxDrafts = 64;

type Chunk = Pick<CommandRequest<'write-file'>, 'path' | 'offset' | 'text' | 'last'>;
type Written = CommandResponse<'write-file'>;

interface Draft {
  file: FileHandle;
  path: string;
  hash: Hash;
  bytes: number;
}

export interface TextWriter {
  /** Throws `input.invalid` for a chunk that does not follow the one before; the file then starts again at offset 0. */
  write(archive: Archive, chunk: Chunk): Promise<Written>;
  /** Gives up what was begun and not finished. */
  close(): Promise<void>;
}

async function openDraft(archive: Archive, path: string): Promise<Draft> {
  await resolveFile(archive, path);
  const name = `${createHash('sha256').update(path).digest('hex').slice(0, 24)}.${process.pid}.text`;
  const draft = join(await openPartial(archive), name);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
  return { file: await open(draft, flags), path: draft, hash: createHash('sha256'), bytes: 0 };
}

/** A writer for one connection; files of several archives can be open at once. */
export function createTextWriter(): TextWriter {
  const drafts = new Map<string, Draft>();

  const drop = async (key: string): Promise<void> => {
    const draft = drafts.get(key);
    drafts.delete(key);
    await draft?.file.close();
    if (draft) await rm(draft.path, { force: true });
  };

  const findDraft = async (key: string, archive: Archive, { path, offset }: Chunk): Promise<Draft> => {
    if (offset === 0) {
      await drop(key);
      const [oldest] = drafts.keys();
      if (oldest !== undefined && drafts.size >= maxDrafts) await drop(oldest);
      const draft = await openDraft(archive, path);
      drafts.set(key, draft);
      return draft;
    }
    const draft = drafts.get(key);
    if (draft?.bytes === offset) return draft;
    await drop(key);
    throw new AppError('input.invalid', 'The chunk does not follow the one before; start again at 0.', {
      context: { path, offset, expected: draft?.bytes ?? 0 },
    });
  };

  return {
    async write(archive, chunk) {
      if (loneSurrogate.test(chunk.text))
        throw new AppError('input.invalid', 'The text was cut inside a character.');
      const key = `${archive.path}\n${chunk.path}`;
      try {
        const draft = await findDraft(key, archive, chunk);
        const body = Buffer.from(chunk.text, 'utf8');
        await draft.file.writeFile(body);
        draft.hash.update(body);
        draft.bytes += body.length;
        if (!chunk.last) return { bytes: draft.bytes, record: null };
        drafts.delete(key);
        await draft.file.close();
        await commitFile(draft.path, await resolveFile(archive, chunk.path));
        const record = { path: chunk.path, bytes: draft.bytes, sha256: draft.hash.digest('hex') };
        return { bytes: draft.bytes, record };
      } catch (error) {
        throw toStorageError(error);
      }
    },
    async close() {
      for (const key of [...drafts.keys()]) await drop(key);
    },
  };
}
