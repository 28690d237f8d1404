import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { catchTheRest } from './last-resort.ts';

afterEach(() => vi.restoreAllMocks());

test.each(['uncaughtException', 'unhandledRejection'])(
  'after an %s the companion ends in order, and says so once',
  (name) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const source = new EventEmitter();
    const tell = vi.fn();
    const end = vi.fn();
    catchTheRest(source, { tell, end });
    source.emit(name, new Error('a listener failed'));
    source.emit(name, 'again');
    expect(tell).toHaveBeenCalledTimes(1);
    expect(tell).toHaveBeenCalledWith(expect.objectContaining({ code: 'host.failed' }));
    expect(end).toHaveBeenCalled();
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('a listener failed'));
  },
);
