import { expect, it } from 'vitest';
import type { ConvertGoal, ConvertProbe } from '../core/convert.ts';
import { createCompanionConverter } from './companion-converter.ts';
import type { HostPort } from './host-port.ts';

const track = (kind: ConvertProbe['tracks'][number]['kind'], codec: string) => {
  return { kind, codec, durationSec: 60, width: null, height: null };
};
const toWork = (goal: ConvertGoal, ...more: ConvertProbe['tracks']) => {
  const tracks = [track('video', 'h264'), track('audio', 'aac'), ...more];
  const probe = { container: 'mkv', bytes: 1000, durationSec: 60, tracks };
  const file = { file: { name: 'film.mkv', size: 1000 }, probe, isAtCompanion: true };
  return { files: [file], goal, place: 'companion', title: null } as const;
};
const join = (container: 'mp4' | 'mkv') => ({ kind: 'join', container }) as const;
const preset = (name: '720p' | 'audio-mp3') => ({ kind: 'preset', preset: name }) as const;
const second = track('audio', 'ac3');
const text = track('subtitle', 'subrip');
const pictures = track('subtitle', 'dvd_subtitle');

it.each([
  ['a smaller film with captions', toWork(preset('720p'), text), ''],
  [
    'a smaller film with pictures of them',
    toWork(preset('720p'), text, pictures),
    ', without captions that it cannot hold (dvd_subtitle)',
  ],
  ['a smaller film with two sounds', toWork(preset('720p'), second), ''],
  ['the sound of a film with two', toWork(preset('audio-mp3'), second), ', with one of its 2 sounds'],
  [
    'a film put into MP4',
    toWork(join('mp4'), text, pictures),
    ', without its captions, some of which are pictures',
  ],
  ['a film put into MKV', toWork(join('mkv'), text, pictures), ''],
])('of %s it is said before what will be missing', (_name, work, left) => {
  const converter = createCompanionConverter(() => {
    throw new Error('Nobody is asked.');
  });
  expect(converter.estimate(work).how).toBe(`by the companion's ffmpeg${left}`);
});

it.each([
  ['mp4', ['video', 'audio']],
  ['mkv', ['video', 'audio', 'subtitle']],
] as const)('of captions %s is asked to hold only what it can', async (container, take) => {
  const asked: unknown[] = [];
  const port = {
    async call(command: string, request: unknown) {
      asked.push(command, request);
      return { record: { path: 'film (joined).mkv', bytes: 1 } };
    },
    close: () => undefined,
  };
  const converter = createCompanionConverter(() => port as unknown as HostPort);
  await converter.run(toWork(join(container), text, pictures), () => undefined, new AbortController().signal);
  expect(asked).toMatchObject(['mux', { container, inputs: [{ take }] }]);
});
