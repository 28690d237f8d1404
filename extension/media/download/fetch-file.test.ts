import { expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { createSpeedLimit, type SpeedLimit } from '../../../shared/net/speed-limit.ts';

const seen: SpeedLimit[] = [];
vi.mock('./part-place.ts', () => ({ toPartPlace: async () => ({}) }));
vi.mock('./part-store.ts', () => ({ createPartStore: () => ({}) }));
vi.mock('../../../shared/net/transfer-file.ts', () => ({
  async transferFile({ speed }: { speed: SpeedLimit }) {
    seen.push(speed);
    throw new AppError('net.failed');
  },
}));
const { fetchFile } = await import('./fetch-file.ts');

it('a limit of speed that several fetches share is kept by each', async () => {
  const speed = createSpeedLimit(1000);
  const wanted = {
    addresses: ['https://cdn.test/film.mp4'],
    path: 'tracks/film.mp4',
    expect: null,
    connections: null,
    rateLimitBytesPerSec: null,
    cookieDomains: [],
  };
  const folder = {} as FileSystemDirectoryHandle;
  const { signal } = new AbortController();
  await expect(fetchFile(wanted, { folder, signal, speed })).rejects.toMatchObject({ code: 'net.failed' });
  expect(seen).toEqual([speed]);
});
