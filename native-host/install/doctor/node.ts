import type { Hop } from '../../../shared/doctor.ts';
import { isNodeNewEnough, minimumNode } from '../../node-version.ts';
import { byHand, fail, pass } from './hop.ts';

/** `version` as Node itself says it; anything else is not a Node. */
export function judgeNode(version: string): Hop {
  if (isNodeNewEnough(version)) return pass('node', version);
  return fail(
    'node',
    `The companion is run by Node ${version}; it needs ${minimumNode} or newer.`,
    byHand(
      `Install Node ${minimumNode} or newer (https://nodejs.org), then run the install command with it.`,
    ),
  );
}
