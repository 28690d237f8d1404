import { buildSecret } from './catalog/ids.ts';

/**
 * Stands in for the signature that the real site's own script adds to every call its page makes. The function is sent to
 * the page as it is here, so it must not use anything from outside itself.
 */
export function signQuery(query: string, userAgent: string, key: string): string {
  const lanes = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  const text = `${key}\n${query}\n${userAgent}`;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    for (let lane = 0; lane < 4; lane++) {
      const mixed = Math.imul((lanes[lane] ?? 0) ^ code, 0x01000193 + lane * 2);
      lanes[lane] = mixed ^ (mixed >>> 13);
    }
  }
  return `DFSz${lanes.map((lane) => (lane >>> 0).toString(36).padStart(7, '0')).join('')}`;
}

/** The key that is hidden in the page's script. */
export function buildSignatureKey(seed: number): string {
  return buildSecret(seed, 'webmssdk', 24);
}

/** Whether a call carries the signature of exactly this query, made in the browser that sends it. */
export function isSigned(url: URL, { userAgent, key }: { userAgent: string; key: string }): boolean {
  const at = url.search.lastIndexOf('&X-Bogus=');
  if (at < 0 || (url.searchParams.get('msToken') ?? '') === '') return false;
  return url.search.slice(at + '&X-Bogus='.length) === signQuery(url.search.slice(1, at), userAgent, key);
}

/** The page's signing script: the secret and what wraps `fetch` and `XMLHttpRequest` around it. */
export function toSigningScript(seed: number, wrapper: string): string {
  return `(() => {\nconst key = ${JSON.stringify(buildSignatureKey(seed))};\nconst sign = ${signQuery.toString()};\n${wrapper}\n})();\n`;
}
