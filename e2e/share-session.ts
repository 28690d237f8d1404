/** One session for the tests of a file or of a group: starting a browser costs more than most tests. */
import { test } from '@playwright/test';
import type { Session } from './session.ts';

/**
 * Called where the tests are written down; each of them calls what it returns, and begins as after a new installation. After
 * a test that failed the next one has a session of its own.
 */
export function shareSession(open: () => Promise<Session>): () => Promise<Session> {
  let session: Session | undefined;
  test.afterAll(async () => {
    await session?.close();
    session = undefined;
  });
  return async () => {
    if (session) await session.startOver();
    else session = await open();
    return session;
  };
}
