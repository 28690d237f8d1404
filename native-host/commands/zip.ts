import { findArchive } from '../archive/folder.ts';
import { zipArchive } from '../archive/zip-archive.ts';
import { defineCommand } from '../define-command.ts';
import { createCountGate } from '../event-gate.ts';

export const zip = defineCommand('zip', async ({ folder, partBytes }, { host, signal, emit }) =>
  zipArchive(await findArchive(host.config.root, folder), {
    partBytes,
    signal,
    onPacked: createCountGate((packed, total) => emit({ packed, total })),
  }),
);
