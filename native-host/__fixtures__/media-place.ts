/** A companion with media files in its folder for downloads. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, type Companion, createPlace, type Place, startCompanion } from './companion-client.ts';
import { make } from './sample-media.ts';

export interface MediaPlace {
  place: Place;
  /** The folder for downloads. */
  folder: string;
  companion: Companion;
  /** A file of the downloads as a message names it, made when it is one of the samples. */
  ref(name: string): { in: 'downloads'; path: string };
  /** What lies in the folder under names for the user. */
  listFiles(): string[];
  /** What is left of unfinished work: folders and locks, not the notes of finished work. */
  listWork(): string[];
  probe(name: string): Promise<Answer>;
  /** Ends the companion and removes the files. */
  close(): Promise<void>;
}

export function createMediaPlace(): MediaPlace {
  const place = createPlace();
  const folder = join(place.root, 'Downloads');
  mkdirSync(folder, { recursive: true });
  const companion = startCompanion(place);
  const partial = join(folder, '.partial');
  const ref = (name: string): { in: 'downloads'; path: string } => ({ in: 'downloads', path: name });
  return {
    place,
    folder,
    companion,
    ref(name) {
      make(name, folder);
      return ref(name);
    },
    listFiles: () => readdirSync(folder).filter((name) => !name.startsWith('.')),
    listWork: () => (existsSync(partial) ? readdirSync(partial).filter((name) => !name.endsWith('.made')) : []),
    probe: (name) => companion.call('probe', { file: ref(name) }),
    async close() {
      await companion.close();
      rmSync(place.folder, { recursive: true });
    },
  };
}
