import { describe, expect, it } from 'vitest';
import { findEarlySchemas } from './loading-rules.ts';
import { createProjectOf } from './project.ts';

const popup = 'extension/entrypoints/popup/main.tsx';

/** The problems of a popup that imports a file with this text. */
const loading = (text: string, entry = popup): string[] =>
  findEarlySchemas(
    createProjectOf({
      [entry]: "import { ask } from '../../messaging/ask.ts';",
      'extension/messaging/ask.ts': text,
      'shared/app-error.ts': "import { errorCodes } from './error-codes.ts';",
      'shared/error-codes.ts': 'export const errorCodes = {};',
    }),
  );

describe('what the popup loads when it begins', () => {
  it.each([
    "import { z } from 'zod';",
    "import { openDB } from 'idb';",
    "import { AppError } from '../../shared/app-error.ts';",
  ])('is refused, with the way to it, for "%s"', (text) => {
    expect(loading(text)).toEqual([expect.stringContaining(`${popup} → extension/messaging/ask.ts → `)]);
  });

  it.each([
    "import type { z } from 'zod';",
    "import { type AppError } from '../../shared/app-error.ts';",
    "export const schemas = () => import('zod');",
  ])('is fine for "%s"', (text) => {
    expect(loading(text)).toEqual([]);
  });

  it('does not matter in the dashboard', () => {
    expect(loading("import { z } from 'zod';", 'extension/entrypoints/dashboard/main.tsx')).toEqual([]);
  });
});
