/**
 * Whether this is a packaged build. `build.ts` puts `true` in the place of the constant when it bundles for a package;
 * from a checkout, and in the bundle that tests use, nothing is put there.
 */
import type { Machine } from './directories.ts';

declare const STAR_EXPORT_IS_PACKAGED: boolean | undefined;

/** In a packaged build no environment variable may change which program is run, whom the companion trusts or through whom it connects. */
export const isPackaged: boolean =
  typeof STAR_EXPORT_IS_PACKAGED !== 'undefined' && STAR_EXPORT_IS_PACKAGED === true;

/** A switch for tests and trials. */
export type TestSwitch = 'STAR_EXPORT_TEST_PROXY' | 'STAR_EXPORT_TEST_CA' | 'STAR_EXPORT_YTDLP';

/** What a test switch says; undefined when it is not set, and always in a packaged build. */
export const readTestSwitch = (
  machine: Pick<Machine, 'env'>,
  name: TestSwitch,
  packaged: boolean = isPackaged,
): string | undefined => (packaged ? undefined : machine.env[name] || undefined);
