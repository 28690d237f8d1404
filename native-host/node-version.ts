/** First Node that has `tls.getCACertificates`. `package/star-export` asks for the same. */
export const minimumNode = '22.15';

/** `version` as Node itself says it, `v24.21.0`; false for text that is none. */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = /^v?(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
  const [leastMajor = 0, leastMinor = 0] = minimumNode.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
