/** Paths as the lists of a BagIt bag write them (RFC 8493, 2.1.3): what would break a line, and the sign itself, in percent. */

const encoded: Record<string, string> = { '%': '%25', '\n': '%0A', '\r': '%0D' };

/** As it stands in `manifest-sha256.txt` of a bag. */
export const toBagPath = (path: string): string =>
  path.replaceAll(/[%\n\r]/g, (sign) => encoded[sign] ?? sign);

/** The path that a list of a bag means. */
export const fromBagPath = (listed: string): string =>
  listed.replaceAll(/%(?:25|0A|0D)/gi, (code) => decodeURIComponent(code));
