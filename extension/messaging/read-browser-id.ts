/** What this module needs of `navigator`. */
interface BrowserFacts {
  userAgent: string;
  userAgentData?: { brands: readonly { brand: string }[] };
}

/** Names for `install`, the most particular first: most of them also call themselves Chromium. */
const brands: readonly [RegExp, string][] = [
  [/Brave/, 'brave'],
  [/Edg(e|\/)|Microsoft Edge/, 'edge'],
  [/Opera|OPR\//, 'opera'],
  [/Vivaldi/, 'vivaldi'],
  [/Google Chrome/, 'chrome'],
  [/Firefox/, 'firefox'],
  [/Chromium/, 'chromium'],
];

/** The browser by its name for the companion's `install`; null when it does not say. Vivaldi mostly calls itself Chrome. */
export function readBrowserId({ userAgent, userAgentData }: BrowserFacts): string | null {
  const names = [...(userAgentData?.brands.map(({ brand }) => brand) ?? []), userAgent].join(' ');
  return brands.find(([pattern]) => pattern.test(names))?.[1] ?? null;
}
