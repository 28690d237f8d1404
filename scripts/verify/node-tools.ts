/** What the check takes from Node. */
import { createHash } from 'node:crypto';
import type { CheckTools } from '../../shared/verify/check-result.ts';

const decoder = new TextDecoder();

export const nodeTools: CheckTools = {
  async hash(pieces) {
    const hash = createHash('sha256');
    for await (const piece of pieces) hash.update(piece);
    return hash.digest('hex');
  },
  decode: (bytes) => decoder.decode(bytes),
};
