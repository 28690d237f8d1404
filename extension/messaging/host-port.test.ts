import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError, toWire } from '../../shared/app-error.ts';
import type { NativePort } from './host-connection.ts';
import { createHostPort } from './host-port.ts';

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
  const disconnect = vi.fn();
  const connect = vi.fn(
    (): NativePort => ({
      postMessage: (frame) => sent.push(frame as Frame),
      disconnect,
      onMessage: { addListener: (listener) => (receive = listener) },
      onDisconnect: { addListener: (listener) => (closed = listener) },
    }),
  );
  const last = (): Frame => {
    const frame = sent.at(-1);
    if (!frame) throw new Error('nothing was sent');
    return frame;
  };
  return {
    sent,
    connect,
    disconnect,
    last,
    say: (message: unknown) => receive(message),
    close: () => closed(),
  };
}

const cancelAnswer = { cancelled: true };

afterEach(() => vi.useRealTimers());

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

  it('end with an error when the reply is of no known form', async () => {
    const fake = createFakeHost();
    const call = createHostPort(fake.connect, () => undefined).call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, outcome: 'fine' });
    await expect(call).rejects.toMatchObject({ code: 'host.protocol' });
  });

  it('end together with the companion’s last word', async () => {
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => undefined);
    const calls = [port.call('cancel', { target: 'a' }), port.call('verify', { folder: 'x' })];
    fake.say({ id: null, error: toWire(new AppError('input.invalid')) });
    fake.say({ id: null, error: toWire(new AppError('host.moved', 'Its Node is gone.')) });
    for (const call of calls)
      await expect(call).rejects.toMatchObject({ code: 'host.moved', message: 'Its Node is gone.' });
    expect(fake.disconnect).toHaveBeenCalledTimes(1);
    port.call('cancel', { target: 'b' }).catch(() => undefined);
    expect(fake.connect).toHaveBeenCalledTimes(2);
  });

  it('end when the connection is closed on this side', async () => {
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => undefined);
    const call = port.call('cancel', { target: 'a' });
    port.close();
    await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(fake.disconnect).toHaveBeenCalledTimes(1);
  });

  it('refuse an answer of another version', async () => {
    const fake = createFakeHost();
    const call = createHostPort(fake.connect, () => undefined).call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, result: { gone: true } });
    await expect(call).rejects.toMatchObject({ code: 'host.protocol' });
  });

  it('leave no listener on the signal of their job', async () => {
    const fake = createFakeHost();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    const call = createHostPort(fake.connect, () => undefined).call('cancel', { target: 'a' }, { signal });
    fake.say({ id: fake.last().id, result: cancelAnswer });
    await call;
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('say that there is no companion when the browser refuses to connect at all', async () => {
    const connect = (): NativePort => {
      throw new Error('Access to native messaging is forbidden.');
    };
    const call = createHostPort(connect, () => undefined).call('cancel', { target: 'a' });
    await expect(call).rejects.toMatchObject({ code: 'host.forbidden' });
  });
});

describe('the connection', () => {
  it('is closed when nothing was asked for half a minute, and opened again by the next call', async () => {
    vi.useFakeTimers();
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => undefined);
    const call = port.call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, result: cancelAnswer });
    await call;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(fake.disconnect).toHaveBeenCalledTimes(1);
    port.call('cancel', { target: 'b' }).catch(() => undefined);
    expect(fake.connect).toHaveBeenCalledTimes(2);
  });

  it('stays open for a long call that began after a short one had ended', async () => {
    vi.useFakeTimers();
    const fake = createFakeHost();
    const port = createHostPort(fake.connect, () => undefined);
    const short = port.call('cancel', { target: 'a' });
    fake.say({ id: fake.last().id, result: cancelAnswer });
    await short;
    const long = port.call('verify', { folder: 'x' });
    const { id } = fake.last();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(fake.disconnect).not.toHaveBeenCalled();
    fake.say({ id, result: { checked: 1, problems: [] } });
    expect(await long).toEqual({ checked: 1, problems: [] });
  });
});
