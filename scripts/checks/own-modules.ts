/**
 * Unit tests share the modules of their worker, because loading them anew for each file is half of the work; this keeps apart what has
 * to be. vitest runs it before each file, as one of its `setupFiles`.
 */
import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

/** Code by which a file puts something of its own in the place of a module, or of a global that modules look at when they are loaded. */
const replaces = /\bvi\.(mock|doMock|stubGlobal)\(/;

const { testPath = '' } = expect.getState();
const hasDocument = typeof document !== 'undefined';
// What is loaded into a document may hold on to what was there before it, such as the clock of a test.
const hasOwnModules = hasDocument || replaces.test(readFileSync(testPath, 'utf8'));

if (hasOwnModules) vi.resetModules();

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  if (hasOwnModules) vi.resetModules();
  if (!hasDocument) return;
  // Another element, because who has drawn in this one may go on believing in what was drawn.
  document.body.replaceWith(document.createElement('body'));
  document.head.replaceChildren();
  const root = document.documentElement;
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
});
