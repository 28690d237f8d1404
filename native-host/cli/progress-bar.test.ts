import { expect, test } from 'vitest';
import { buildProgressLine, createProgressBar } from './progress-bar.ts';

test.each([
  [0, `[${' '.repeat(24)}]   0% a.mp4`],
  [0.5, `[${'█'.repeat(12)}${' '.repeat(12)}]  50% a.mp4`],
  [0.999, `[${'█'.repeat(24)}]  99% a.mp4`],
  [1, `[${'█'.repeat(24)}] 100% a.mp4`],
  [7, `[${'█'.repeat(24)}] 100% a.mp4`],
  [null, `[${' '.repeat(24)}]   …% a.mp4`],
])('a line at %s', (fraction, line) => {
  expect(buildProgressLine({ fraction, text: 'a.mp4' }, 80)).toBe(line);
});

test('a line never fills the terminal, which would wrap it', () => {
  expect(buildProgressLine({ fraction: 1, text: 'x'.repeat(200) }, 40)).toHaveLength(39);
});

function createTerminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) };
}

test('a pipe sees nothing', () => {
  const terminal = createTerminal(false);
  const bar = createProgressBar(terminal);
  bar.show({ fraction: 0.5, text: '' });
  bar.clear();
  expect(terminal.written).toEqual([]);
});

test('a terminal sees ten lines a second at most, and the last one is taken away', () => {
  const terminal = createTerminal(true);
  let nowMs = 0;
  const bar = createProgressBar(terminal, () => nowMs);
  for (nowMs = 0; nowMs < 1000; nowMs += 10) bar.show({ fraction: nowMs / 1000, text: '' });
  expect(terminal.written).toHaveLength(10);
  bar.clear();
  bar.clear();
  expect(terminal.written.slice(10)).toEqual(['\r\u001b[K']);
});
