/**
 * Unit tests share the modules of their worker, because loading them anew for each file is half of the work; this keeps apart what has
 * to be. vitest runs it before each file, as one of its `setupFiles`.
 */
import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

/** Code by which a file puts something of its own in the place of a module, or of a global that modules look at when they are loaded. */
const replaces = /\bvi\.(mock|doMock|stubGlobal)\(/;

const { testPath = '' } = expect.getState();
// What was loaded in one document may hold on to it, and each file has a document of its own.
const hasOwnModules = typeof document !== 'undefined' || replaces.test(readFileSync(testPath, 'utf8'));

if (hasOwnModules) vi.resetModules();

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  if (hasOwnModules) vi.resetModules();
});
