import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** What a continuation token says: which list, from where, for whom. */
export interface TokenPayload {
  /** Which answer continues, for instance `tab`, `playlist`, `history`, `comments`. */
  kind: string;
  /** The id of the list it belongs to. */
  list: string;
  offset: number;
  /** The account it was issued to; null logged out. */
  account: string | null;
  /** Anything the list needs besides: a sort order, a page number. */
  extra?: string;
  issuedAtMs: number;
}

export interface Tokens {
  issue(payload: Omit<TokenPayload, 'issuedAtMs'>): string;
  /** Null for a token that was not issued here, was changed, or is too old. */
  open(token: string): TokenPayload | null;
}

/** Opaque, encrypted and authenticated. @param ttlMs after which a token is stale */
export function createTokens(options: { seed: number; ttlMs: number; now: () => number }): Tokens {
  const key = createHash('sha256').update(`continuations/${options.seed}`).digest();
  return {
    issue: (payload) => {
      const plain = Buffer.from(JSON.stringify({ ...payload, issuedAtMs: options.now() }));
      const nonce = createHash('sha256').update(key).update(plain).digest().subarray(0, 12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `4qmFsg${sealed.toString('base64url')}%3D`;
    },
    open: (token) => {
      const payload = readSealed(token, key);
      return payload !== null && options.now() - payload.issuedAtMs <= options.ttlMs ? payload : null;
    },
  };
}

function readSealed(token: string, key: Buffer): TokenPayload | null {
  const match = /^4qmFsg([\w-]+)(?:%3D|=)?$/.exec(token);
  if (!match) return null;
  const sealed = Buffer.from(match[1] ?? '', 'base64url');
  if (sealed.length < 29) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as TokenPayload;
  } catch {
    // Authentication failed: the token is not one of ours.
    return null;
  }
}
