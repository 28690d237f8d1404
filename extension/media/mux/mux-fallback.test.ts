/** What is done when the tool that was chosen fails at its work. */
import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { MediaProbe } from './media-probe.ts';
import { type MuxOrder, noTags } from './mux-order.ts';

const film: MediaProbe = {
  container: 'mp4',
  bytes: 1000,
  durationSec: 6,
  tracks: (['video', 'audio'] as const).map((kind) => ({
    kind,
    codec: kind === 'video' ? 'h264' : 'aac',
    startSec: 0,
    durationSec: 6,
    width: null,
    height: null,
    rotation: 0,
  })),
};
const largeBytes = 300 * 1024 ** 2;

const runFfmpeg = vi.fn();
vi.mock('../ffmpeg/run-ffmpeg.ts', () => ({ runFfmpeg, probeByFfmpeg: async () => null }));

const worker = { probe: vi.fn(), copy: vi.fn() };
const end = vi.fn();
vi.mock('./bunny.ts', () => ({
  startBunny: () => ({ ask: (question: (api: typeof worker) => unknown) => question(worker), end }),
}));
const { muxFiles } = await import('./mux-files.ts');

/** Puts a film of so many bytes into another MP4. */
function mux(
  bytes: number,
  { captions = [], ...change }: Partial<MediaProbe & Pick<MuxOrder, 'captions'>> = {},
) {
  worker.probe.mockResolvedValueOnce({ ...film, bytes, ...change });
  return muxFiles(
    {
      inputs: [{ source: new Blob(['film']), take: ['video', 'audio', 'subtitle'], language: null }],
      captions,
      chapters: [],
      cover: null,
      tags: noTags,
      container: 'mp4',
      // Nothing but the file's length is asked of it here.
      target: new Blob(['made']) as unknown as FileSystemFileHandle,
    },
    { signal: new AbortController().signal },
  );
}

const broken = new AppError('media.unsupported', 'A box is strange.');
const hungry = new AppError('ffmpeg.memory', 'There is no room.');

beforeEach(() => {
  vi.resetAllMocks();
  worker.probe.mockResolvedValue(film);
  worker.copy.mockResolvedValue({ bytes: 900 });
  runFfmpeg.mockResolvedValue({ bytes: 950 });
});

it('a tool that does its work is the only one, and is named with the reason', async () => {
  expect(await mux(1000)).toMatchObject({
    tool: 'mediabunny',
    bytes: 900,
    made: 'joined by mediabunny: all tracks fit as they are',
  });
  expect(runFfmpeg).not.toHaveBeenCalled();
  expect(end).toHaveBeenCalledOnce();
});

it('where the library fails ffmpeg does it, and both reasons are told', async () => {
  worker.copy.mockRejectedValue(broken);
  expect(await mux(1000)).toMatchObject({
    tool: 'ffmpeg',
    bytes: 950,
    made: 'joined by ffmpeg in the browser: copying them packet by packet failed (media.unsupported: A box is strange.)',
  });
});

it('where ffmpeg fails with a large film the library does it, and both reasons are told', async () => {
  runFfmpeg.mockRejectedValue(hungry);
  expect(await mux(largeBytes)).toMatchObject({
    tool: 'mediabunny',
    made: 'joined by mediabunny: copying them by ffmpeg failed (ffmpeg.memory: There is no room.)',
  });
});

it('a file that ends too early is made again by the other tool', async () => {
  worker.copy.mockImplementation(async () => {
    const tracks = film.tracks.map((track) => ({ ...track, durationSec: 3 }));
    worker.probe.mockResolvedValueOnce({ ...film, durationSec: 3, tracks });
    return { bytes: 900 };
  });
  const { tool, made } = await mux(1000);
  expect(tool).toBe('ffmpeg');
  expect(made).toContain('(media.damaged: ');
});

it('where all fail the reason of the first is told', async () => {
  worker.copy.mockRejectedValue(broken);
  runFfmpeg.mockRejectedValue(hungry);
  await expect(mux(1000)).rejects.toBe(broken);
  expect(runFfmpeg).toHaveBeenCalledOnce();
  expect(end).toHaveBeenCalledOnce();
});

it.each(['storage.full', 'job.cancelled'] as const)('after %s no other tool is tried', async (code) => {
  worker.copy.mockRejectedValue(new AppError(code));
  await expect(mux(1000)).rejects.toMatchObject({ code });
  expect(runFfmpeg).not.toHaveBeenCalled();
  expect(end).toHaveBeenCalledOnce();
});

const [picture] = film.tracks;
const withCaptions = picture
  ? { tracks: [...film.tracks, { ...picture, kind: 'subtitle' as const, codec: 'mov_text' }] }
  : {};

it('a film whose captions break the only tool that knows it is made without them, and lacks them', async () => {
  runFfmpeg.mockImplementation(async ({ args }: { args: string[] }) => {
    if (args.includes('0:s:0')) throw hungry;
    return { bytes: 950 };
  });
  const captions = [{ text: '', format: 'vtt', language: null }] as const;
  const { made, lacksCaptions } = await mux(1000, { ...withCaptions, captions });
  expect(made).toMatch(/, without its captions, with which it failed \(ffmpeg.memory: /);
  expect(lacksCaptions).toBe(true);
  // Those that were asked for apart are not left out unasked.
  expect(runFfmpeg.mock.lastCall?.[0].args).toContain('1:s:0');
  await expect(mux(1000, { captions })).resolves.toMatchObject({ lacksCaptions: false });
});
