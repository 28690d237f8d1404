// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ConvertWork } from '../../core/convert.ts';
import type { ConvertDesk } from '../convert-desk.ts';
import { buildDesk, createScreenWorld, settle } from '../testing/screen-world.ts';
import { ConvertScreen } from './convert-screen.tsx';

afterEach(() => render(null, document.body));

const text = () => document.querySelector('.convert')?.textContent ?? '';
const button = () => document.querySelector<HTMLButtonElement>('[data-action="convert"]');
const settleAll = async () => {
  for (let turn = 0; turn < 2; turn += 1) await settle();
};

async function openScreen(change: Partial<ConvertDesk> = {}) {
  const { ports, world } = createScreenWorld();
  world.desk = buildDesk(change);
  render(<ConvertScreen ports={ports} />, document.body);
  await settle();
}

async function pick(...names: string[]) {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  const files = names.map((name) => new File(['12345'], name));
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input?.dispatchEvent(new Event('change', { bubbles: true }));
  await settleAll();
}

const choose = async (label: string) => {
  const found = [...document.querySelectorAll('label.preset')].find((one) => one.textContent === label);
  const input = found?.querySelector('input');
  input?.click();
  input?.dispatchEvent(new Event('change', { bubbles: true }));
  await settleAll();
};

describe('the Convert screen', () => {
  it('says what it is for, and offers nothing before there is a file', async () => {
    await openScreen();
    expect(text()).toContain('Nothing leaves this machine');
    expect(document.querySelectorAll('label.preset')).toHaveLength(0);
    expect(button()).toBeNull();
  });

  it('says what a file is, how large and how long the result will be, and saves it', async () => {
    const asked: ConvertWork<File>[] = [];
    const { run } = buildDesk();
    await openScreen({
      run: (work, ...more) => {
        asked.push(work);
        return run(work, ...more);
      },
    });
    await pick('film.mov');
    expect(text()).toContain('1920 × 1080 · h264 + aac');
    expect(text()).toContain('film.mov becomes film (720p).mp4');
    expect(text()).toContain('about 19 MB, about 20 s · by magic');
    button()?.click();
    await settleAll();
    expect(asked).toMatchObject([{ goal: { kind: 'preset', preset: '720p' }, place: 'browser' }]);
    expect(text()).toContain('Saved: film (720p).mp4 (18 MB)');
  });

  it('makes one of each file, or one of all', async () => {
    const asked: ConvertWork<File>[] = [];
    const { run } = buildDesk();
    await openScreen({
      run: (work, ...more) => {
        asked.push(work);
        return run(work, ...more);
      },
    });
    await pick('a.mp4', 'b.mp4');
    expect(button()?.textContent).toBe('Convert 2 files');
    button()?.click();
    await settleAll();
    expect(asked.map(({ files }) => files.length)).toEqual([1, 1]);
    await pick('a.mp4', 'b.mp4');
    await choose('As it is, in an MKV');
    expect(button()?.textContent).toBe('Put together');
    button()?.click();
    await settleAll();
    expect(asked.at(-1)).toMatchObject({ goal: { kind: 'join', container: 'mkv' } });
    expect(asked.at(-1)?.files).toHaveLength(2);
  });

  it('does not offer a picture of what has none', async () => {
    const { look } = buildDesk();
    await openScreen({
      look: async (file, signal) => {
        const picked = await look(file, signal);
        const tracks = picked.probe?.tracks.filter(({ kind }) => kind === 'audio') ?? [];
        return { ...picked, probe: picked.probe && { ...picked.probe, tracks } };
      },
    });
    await pick('song.flac');
    const off = [...document.querySelectorAll('label.preset[data-off="true"]')].map((one) => one.textContent);
    expect(off).toEqual(['Video, 720p', 'Video, 480p']);
    expect(text()).toContain('song.flac becomes song.m4a');
    expect(text()).toContain('There is a file without a picture');
  });

  it('says of a file that is not whole that it is not, and of what was made of it too', async () => {
    const { look } = buildDesk();
    await openScreen({
      look: async (file, signal) => {
        const picked = await look(file, signal);
        return { ...picked, probe: picked.probe && { ...picked.probe, durationSec: null, cutFromSec: 60 } };
      },
    });
    await pick('film.mkv');
    expect(text()).toContain('says that it lasts 1 min, but ends before');
    button()?.click();
    await settleAll();
    const saved = document.querySelector('.convert-outcome .notice');
    expect(saved?.getAttribute('data-tone')).toBe('warn');
    expect(saved?.textContent).toContain('It is not whole, because film.mkv is not.');
  });

  it('says which file it cannot open, and lets it be removed', async () => {
    await openScreen({ look: async () => Promise.reject(new AppError('media.unsupported')) });
    await pick('text.mp4');
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('not one that Star Export opens');
    document.querySelector<HTMLElement>('[aria-label="Remove text.mp4"]')?.click();
    await settleAll();
    expect(document.querySelectorAll('.convert-files li')).toHaveLength(0);
  });

  it('does not start what cannot be, and says so before; a trial that failed is no reason', async () => {
    const fails = async (error: AppError) => {
      await openScreen({ estimate: async () => Promise.reject(error) });
      await pick('film.mp4');
      const told = document.querySelector('[role="alert"]')?.textContent;
      const isOff = button()?.disabled;
      render(null, document.body);
      return { told, isOff };
    };
    const unfit = new AppError('media.codec_unfit', 'It does not fit into WebM, but into MP4.');
    expect(await fails(unfit)).toMatchObject({ told: expect.stringContaining('but into MP4'), isOff: true });
    expect(await fails(new AppError('ffmpeg.too_large'))).toMatchObject({ isOff: true });
    expect(await fails(new AppError('ffmpeg.failed'))).toMatchObject({ isOff: false });
  });

  it('starts what takes hours, and says what would be faster', async () => {
    await openScreen({ estimate: async () => ({ timeSec: 3 * 3600, bytes: 1000, how: 'slowly' }) });
    await pick('film.mp4');
    expect(text()).toContain('The companion does it many times faster');
    expect(button()?.disabled).toBe(false);
  });

  it('shows how far it is, and stops when it is told to', async () => {
    await openScreen({
      run: (_work, onPart, signal) =>
        new Promise((_resolve, reject) => {
          onPart(0.42);
          signal.addEventListener('abort', () => reject(new AppError('job.cancelled')));
        }),
    });
    await pick('film.mp4');
    button()?.click();
    await settleAll();
    expect(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('42');
    document.querySelector<HTMLElement>('[data-action="cancel"]')?.click();
    await settleAll();
    expect(text()).toContain('Cancelled; nothing was kept.');
  });

  it('looks at files that are picked after something was cancelled', async () => {
    const { look } = buildDesk();
    await openScreen({
      look: async (file, signal) => {
        if (signal.aborted) throw new AppError('job.cancelled');
        return look(file, signal);
      },
      run: (_work, _onPart, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('job.cancelled')));
        }),
    });
    await pick('film.mp4');
    button()?.click();
    await settleAll();
    document.querySelector<HTMLElement>('[data-action="cancel"]')?.click();
    await settleAll();
    await pick('other.mp4');
    expect(document.querySelectorAll('.convert-files li')).toHaveLength(2);
    expect(document.querySelector('[role="alert"]')).toBeNull();
    expect(button()).not.toBeNull();
  });

  it('says why it failed, and keeps the files for another try', async () => {
    await openScreen({ run: async () => Promise.reject(new AppError('ffmpeg.too_large')) });
    await pick('film.mp4');
    button()?.click();
    await settleAll();
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('the companion can convert it');
    expect(document.querySelectorAll('.convert-files li')).toHaveLength(1);
  });

  it('leaves large files to the companion that has them, unless the user wants otherwise', async () => {
    const { look } = buildDesk();
    const asked: ConvertWork<File>[] = [];
    await openScreen({
      look: async (file, signal) => {
        Object.defineProperty(file, 'size', { value: 2_000_000_000 });
        return { ...(await look(file, signal)), isAtCompanion: true };
      },
      estimate: async (work) => {
        asked.push(work);
        return { timeSec: null, bytes: null, how: '' };
      },
    });
    await pick('film.mp4');
    expect(asked.at(-1)?.place).toBe('companion');
    document.querySelector<HTMLInputElement>('.check-row input')?.click();
    document.querySelector('.check-row input')?.dispatchEvent(new Event('change', { bubbles: true }));
    await settleAll();
    expect(asked.at(-1)?.place).toBe('browser');
    expect(text()).toContain('the companion is much faster');
  });
});
