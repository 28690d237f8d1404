import { describe, expect, it, vi } from 'vitest';
import { AppError, toWire } from '../../shared/errors.ts';
import { createHostPort, type NativePort } from './host-port.ts';

interface Frame {
  id: string;
  command: string;
  params: unknown;
}

/** A companion that remembers what it was sent and says what the test tells it to say. */
function createFakeHost() {
  const sent: Frame[] = [];
  let receive: (message: unknown) => void = () => {};
  let closed: () => void = () => {};
  const connect = vi.fn(
    (): NativePort => ({
      postMessage: (frame) => sent.push(frame as Frame),
      disconnect: vi.fn(),
      onMessage: { addListener: (listener) => (receive = listener) },
      onDisconnect: { addListener: (listener) => (closed = listener) },
    }),
  );
  const last = (): Frame => {
    const frame = sent.at(-1);
    if (!frame) throw new Error('nothing was sent');
    return frame;
  };
  return { sent, connect, last, say: (message: unknown) => receive(message), close: () => closed() };
}

const cancelAnswer = { cancelled: true };

describe('calls to the companion', () => {
  it('get their own answers when they are answered out of order', async () => {
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => undefined);
    const first = port.call('cancel', { target: 'a' });
    const { id: firstId } = fake.last();
    const second = port.call('cancel', { target: 'b' });
    fake.say({ id: fake.last().id, result: { cancelled: false } });
    fake.say({ id: firstId, result: cancelAnswer });
    expect(await first).toEqual(cancelAnswer);
    expect(await second).toEqual({ cancelled: false });
    expect(fake.connect).toHaveBeenCalledTimes(1);
  });

  it('throw the companion’s own error with its code', async () => {
    const fake = createFakeHost();
    const call = createHostPort(fake.connect, () => undefined).call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, error: toWire(new AppError('ytdlp.stalled', 'It stopped.')) });
    await expect(call).rejects.toMatchObject({ code: 'ytdlp.stalled', message: 'It stopped.' });
  });

  it.each([
    ['Specified native messaging host not found.', 'host.missing'],
    ['Access to the specified native messaging host is forbidden.', 'host.forbidden'],
    ['Native host has exited.', 'host.disconnected'],
    [undefined, 'host.disconnected'],
  ])('tell "%s" as %s', async (reason, code) => {
    const fake = createFakeHost();
    const call = createHostPort(fake.connect, () => reason).call('cancel', { target: 'a' });
    fake.close();
    await expect(call).rejects.toMatchObject({ code });
  });

  it('open a new connection after one was lost', async () => {
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => 'Native host has exited.');
    const lost = port.call('cancel', { target: 'a' });
    fake.close();
    await expect(lost).rejects.toMatchObject({ code: 'host.disconnected' });
    const next = port.call('cancel', { target: 'b' });
    fake.say({ id: fake.last().id, result: cancelAnswer });
    expect(await next).toEqual(cancelAnswer);
    expect(fake.connect).toHaveBeenCalledTimes(2);
  });

  it('send cancel when they are aborted', async () => {
    const fake = createFakeHost();
    const abort = new AbortController();
    const call = createHostPort(fake.connect, () => undefined).call(
      'verify',
      { folder: 'x' },
      { signal: abort.signal },
    );
    const { id } = fake.last();
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(fake.last()).toMatchObject({ command: 'cancel', params: { target: id } });
  });

  it('pass events on and drop what is not one', async () => {
    const fake = createFakeHost();
    const onEvent = vi.fn();
    const call = createHostPort(fake.connect, () => undefined).call('verify', { folder: 'x' }, { onEvent });
    const { id } = fake.last();
    fake.say({ id, event: { checked: 1, total: 2 } });
    fake.say({ id, event: { checked: 'one' } });
    fake.say('noise');
    fake.say({ id, result: { checked: 2, problems: [] } });
    await call;
    expect(onEvent.mock.calls).toEqual([[{ checked: 1, total: 2 }]]);
  });

  it('refuse an answer of another version', async () => {
    const fake = createFakeHost();
    const call = createHostPort(fake.connect, () => undefined).call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, result: { gone: true } });
    await expect(call).rejects.toMatchObject({ code: 'host.protocol' });
  });
});
