import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, toWire } from '../../shared/app-error.ts';
import type { Hop } from '../../shared/doctor.ts';
import { createCompanionCare } from './companion-care.ts';
import type { NativePort } from './host-connection.ts';
import { createHostPort } from './host-port.ts';

const hop = (id: Hop['id']): Hop => ({ id, state: 'ok', text: 'found', fix: null });

/** A companion under the doctor's eyes; the test says what it and the browser say. */
function examine() {
  let receive: (message: unknown) => void = () => {};
  let closed: () => void = () => {};
  let reason: string | undefined;
  const sent: { id: string; command: string; params: { nonce: string } }[] = [];
  const disconnect = vi.fn();
  const connect = (): NativePort => ({
    postMessage: (frame) => sent.push(frame as (typeof sent)[number]),
    disconnect,
    onMessage: { addListener: (listener) => (receive = listener) },
    onDisconnect: { addListener: (listener) => (closed = listener) },
  });
  const care = createCompanionCare({
    createPort: () => createHostPort(connect, () => reason),
    extensionId: 'abc',
    browser: 'chromium',
    nowMs: () => 5,
  });
  const found: string[] = [];
  const abort = new AbortController();
  const look = care.examine(({ id, state }) => found.push(`${state} ${id}`), abort.signal);
  const [frame] = sent;
  if (!frame) throw new Error('nothing was asked');
  const { id, params } = frame;
  return {
    look,
    found,
    frame,
    disconnect,
    abort,
    event: (one: Hop) => receive({ id, event: { hop: one } }),
    answer: (hops: Hop[], nonce = params.nonce) => receive({ id, result: { nonce, nowMs: 6, hops } }),
    refuse: (error: AppError, of: string | null = id) => receive({ id: of, error: toWire(error) }),
    end(text: string) {
      reason = text;
      closed();
    },
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a look at the companion', () => {
  it('tells each hop as it comes, and closes its connection afterwards', async () => {
    const { look, found, frame, event, answer, disconnect } = examine();
    expect(frame).toMatchObject({
      command: 'doctor',
      params: { browser: 'chromium', extensionId: 'abc', nowMs: 5 },
    });
    event(hop('manifest'));
    expect(found).toEqual(['ok manifest']);
    answer([hop('manifest'), hop('disk')]);
    expect(await look).toEqual({ strange: null });
    expect(found.at(-1)).toBe('ok disk');
    expect(disconnect).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['Specified native messaging host not found.', 'failed manifest'],
    ['Access to the specified native messaging host is forbidden.', 'failed callers'],
    ['Failed to start native messaging host.', 'failed launcher'],
    ['Native host has exited.', 'failed runtime'],
    ['Error when communicating with the native messaging host.', 'failed runtime'],
  ])('finds by "%s" where the browser came to', async (text, last) => {
    const { look, found, end } = examine();
    end(text);
    expect(await look).toEqual({ strange: null });
    expect(found.at(-1)).toBe(last);
  });

  it('knows a companion that was ended while it worked from one that never began', async () => {
    const { look, found, event, end } = examine();
    event(hop('manifest'));
    end('Native host has exited.');
    await look;
    expect(found.at(-1)).toBe('failed start');
  });

  it('repeats what it does not know', async () => {
    const { look, found, end } = examine();
    end('The moon is full.');
    expect(await look).toEqual({ strange: 'The moon is full.' });
    expect(found).toEqual([]);
  });

  it('does not wait for ever for the first word', async () => {
    const { look, found } = examine();
    await vi.advanceTimersByTimeAsync(20_000);
    await look;
    expect(found.at(-1)).toBe('failed start');
  });

  it.each([
    [new AppError('host.moved', 'Its Node is gone.'), null, 'failed runtime'],
    [new AppError('host.settings'), null, 'failed settings'],
    [new AppError('input.invalid', 'There is no command "doctor".'), 'own', 'failed protocol'],
  ] as const)('understands the last word of a companion that will not serve: %s', async (error, of, last) => {
    const { look, found, refuse } = examine();
    if (of === null) refuse(error, null);
    else refuse(error);
    await look;
    expect(found).toContain(last);
  });

  it('does not believe an answer to another question', async () => {
    const { look, found, answer } = examine();
    answer([hop('disk')], 'another');
    await look;
    expect(found).toContain('failed protocol');
    expect(found).not.toContain('ok disk');
  });
});
