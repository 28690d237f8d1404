import { expect, it } from 'vitest';
import { readBrowserId } from './read-browser-id.ts';

const plain =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

it.each([
  [['Not_A Brand', 'Chromium'], plain, 'chromium'],
  [['Not_A Brand', 'Chromium', 'Google Chrome'], plain, 'chrome'],
  [['Chromium', 'Microsoft Edge'], `${plain} Edg/150.0.0.0`, 'edge'],
  [['Chromium', 'Brave'], plain, 'brave'],
  [['Chromium', 'Opera'], `${plain} OPR/120.0.0.0`, 'opera'],
  [[], 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'firefox'],
  [[], plain, null],
])('brands %j and agent %s are %s', (names, userAgent, id) => {
  const userAgentData = { brands: names.map((brand) => ({ brand })) };
  expect(readBrowserId({ userAgent, ...(names.length > 0 && { userAgentData }) })).toBe(id);
});
