/** Hostile texts in the viewer: an archive holds what strangers wrote. */
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../shared/model/archive.ts';
import {
  archiveItem,
  buildHead,
  buildItem,
  sampleComments,
  sampleSource,
} from './__fixtures__/sample-archive.ts';
import { openViewer, toHash, useBrowser, writeViewer } from './__fixtures__/viewer-page.ts';

useBrowser();

describe('hostile texts', () => {
  const corpus = [
    '<script>window.hit=1;alert(1)</script>',
    '</script><script>window.hit=1</script>',
    '<!--<script>',
    '--></style><img src=x onerror="window.hit=1;alert(1)">',
    '<svg/onload=alert(1)>',
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "javascript:alert(document.domain)//'",
    '{{constructor.constructor("alert(1)")()}}',
    '\u2028window.hit=1;\u2029\u202egnp.exe\u0000\ud800',
    '__proto__',
    'https://example.org/"onmouseover="alert(1)',
    '<a href="javascript:alert(1)">x</a> <base href="https://evil.example/"> <meta http-equiv=refresh content="0;url=https://evil.example">',
  ];

  const refusal = (message: string): Refusal => ({ id: message || 'x', code: 'platform.private', message });

  async function writeHostile(): Promise<string> {
    const items = corpus.flatMap((text, index) => {
      const hostile = {
        title: text,
        text: corpus.join('\n'),
        tags: corpus,
        category: text,
        url: 'javascript:alert(1)',
        author: { id: text, name: text, handle: text, url: 'javascript:alert(2)' },
        chapters: corpus.map((title, startSec) => ({ title, startSec })),
        unavailable: text,
        watchedOn: text,
        coAuthors: [{ id: text, name: text, handle: text, url: 'javascript:alert(5)' }],
        mentions: corpus,
        music: { id: text, title: text, author: text, durationSec: null, original: true },
        location: { id: text, name: text, address: text },
        effects: corpus,
        occasion: text,
        reactionKinds: { [text]: { precision: 'rounded', text, approximate: null } as const },
        sharedPost: {
          id: text,
          url: 'javascript:alert(6)',
          author: { id: text, name: text, handle: text, url: 'javascript:alert(7)' },
          text: corpus.join('\n'),
          createdAt: { precision: 'approximate', text } as const,
        },
        createdAt: { precision: 'approximate', text } as const,
        stats: { views: { precision: 'rounded', text, approximate: null } as const },
      };
      const entries = corpus.map((title, place) => ({ id: `hostile${place}`, title, position: place + 1 }));
      const refusals = [refusal(text)];
      return [
        archiveItem(buildItem({ ...hostile, id: `hostile${index}` }), {
          saved: false,
          refusals,
          history: [
            { at: '2026-01-01T00:00:00Z', title: text, text, unavailable: text },
            { at: '2026-02-01T00:00:00Z', title: text, text: corpus.join('\n'), unavailable: null },
          ],
        }),
        archiveItem(buildItem({ ...hostile, id: text, kind: 'live' }), { saved: false, refusals, files: [] }),
        archiveItem(buildItem({ ...hostile, id: `list${index}`, kind: 'playlist', entries })),
      ];
    });
    const [sample] = sampleComments;
    if (!sample) throw new Error('no sample');
    const comments = corpus.map((text, index) => ({
      ...sample,
      id: text,
      itemId: `hostile${index}`,
      text: corpus.join('\n'),
      author: { id: text, name: text, handle: text, url: 'javascript:alert(3)' },
    }));
    const { completeness } = buildHead(items);
    const source = { ...sampleSource, title: corpus.join(' '), url: 'javascript:alert(4)' };
    return writeViewer({
      items,
      comments,
      head: { source, completeness: { ...completeness, unknown: { '<script>': 1 } } },
    });
  }

  it('stay text: no dialog, no script, no request, no address but https and the archive', async () => {
    const folder = await writeHostile();
    const { page, incidents } = await openViewer(folder);
    await page.locator('.completeness summary').click();
    await page.getByRole('button', { name: 'List', exact: true }).click();
    const keys = await page.evaluate(() =>
      [...document.querySelectorAll('script[data-block="rows"]')].flatMap((block) =>
        (JSON.parse(block.textContent ?? '') as { key: string }[]).map((row) => row.key),
      ),
    );
    expect(keys).toHaveLength(corpus.length * 3);
    for (const key of keys) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, toHash(key));
      await page.waitForFunction(
        (shown) => document.querySelector('.item')?.getAttribute('data-key') === shown,
        key,
      );
      const addresses = await page
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      expect(addresses.filter((address) => !/^(?:https:\/\/|#\/|media\/)/.test(address))).toEqual([]);
    }
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(
      await page
        .locator('iframe, base, svg[onload], img[src=x], meta[http-equiv=refresh], script:not([data-block])')
        .count(),
    ).toBe(2);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('could not run even if one became part of the page', async () => {
    const { page } = await openViewer(await writeViewer());
    const outcome = await page.evaluate(async () => {
      const attempts: Record<string, boolean> = {};
      const script = document.createElement('script');
      try {
        script.textContent = 'window.hit = 1';
        document.body.append(script);
      } catch {
        attempts.refused = true;
      }
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hit=1">');
      } catch {
        attempts.markup = true;
      }
      const reply = await fetch('https://example.org/').catch(() => null);
      return { ...attempts, hit: 'hit' in window, reached: reply !== null };
    });
    expect(outcome).toEqual(expect.objectContaining({ markup: true, hit: false, reached: false }));
    await page.close();
  });
});
