/** Media that a page names in its own words: for players of other sites, for search engines, or in a tag of its own. */

import { isMediaAddress, type PageMedia } from '../../media/save/page-media.ts';

/** Each may be asked for until one is media: no page may have us ask for as many as it likes. */
const mostAddresses = 20;

const metaNames = [
  'og:video:secure_url',
  'og:video:url',
  'og:video',
  'twitter:player:stream',
  'og:audio:secure_url',
  'og:audio',
];

function readMeta(page: Document, name: string): string | null {
  const found = page.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
  return found?.getAttribute('content')?.trim() || null;
}

/** Only the two fields are looked for, wherever they are: the shapes of such blocks differ from site to site. */
function readLinkedData(page: Document): string[] {
  return [...page.querySelectorAll('script[type="application/ld+json"]')].flatMap(({ textContent }) =>
    [...(textContent ?? '').matchAll(/"contentUrl"\s*:\s*("(?:[^"\\]|\\.)*")/g)].flatMap(([, text = '']) => {
      try {
        return [String(JSON.parse(text))];
      } catch {
        // No address is lost: what is no JSON is none.
        return [];
      }
    }),
  );
}

/** Empty where the page names none. Pages in frames, as `og:video` often is, are no media and left out. */
export function findMedia(page: Document, base: string): PageMedia {
  const named = [...page.querySelectorAll('video[src], audio[src], video source[src], audio source[src]')];
  const raw = [
    ...named.map((element) => element.getAttribute('src')),
    ...readLinkedData(page),
    ...metaNames.map((name) => readMeta(page, name)),
  ];
  const addresses = raw.flatMap((address) =>
    address && URL.canParse(address, base) ? [new URL(address, base).href] : [],
  );
  const ofTags = new Set(addresses.slice(0, named.length));
  const usable = addresses.filter(
    (address) => address.startsWith('https:') && (ofTags.has(address) || isMediaAddress(address)),
  );
  const image = readMeta(page, 'og:image');
  return {
    title: readMeta(page, 'og:title') ?? page.title.trim(),
    addresses: [...new Set(usable)].slice(0, mostAddresses),
    thumbnail: image && URL.canParse(image, base) ? new URL(image, base).href : null,
  };
}
