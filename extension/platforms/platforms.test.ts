import { describe, expect, it } from 'vitest';
import { sourceRefSchema } from '../../shared/model/source.ts';
import { examples } from './examples.ts';
import { fileRules } from './file-rules.ts';
import { findPlatform, matchSource, platforms } from './index.ts';
import { readers } from './readers.ts';

it.each(platforms.map((platform) => [platform.id, platform] as const))(
  'platform %s is found by its id and has a collector',
  async (id, platform) => {
    expect(findPlatform(id)).toBe(platform);
    expect((await readers[id]?.())?.createCollector).toBeTypeOf('function');
  },
);

describe.each(platforms.map((platform) => [platform.id, platform] as const))(
  'platform %s',
  (id, platform) => {
    it('matches each of its examples as stated', () => {
      for (const { url, ref } of examples[id]) expect(platform.match(new URL(url)), url).toEqual(ref);
    });

    it('gives references that are valid and match themselves again', () => {
      for (const { ref } of examples[id]) {
        expect(sourceRefSchema.safeParse(ref).success, ref.url).toBe(true);
        expect(platform.match(new URL(ref.url)), ref.url).toEqual(ref);
      }
    });

    it('claims no example of another platform', () => {
      const foreign = platforms.filter((other) => other !== platform).flatMap((other) => examples[other.id]);
      for (const { url } of [...foreign, { url: 'https://example.com/@name' }]) {
        expect(platform.match(new URL(url)), url).toBeNull();
      }
    });

    it('opens the door to its readers, which read an empty page as unknown', async () => {
      const { reader } = (await readers[id]?.()) ?? {};
      expect(reader?.readPage({ url: null, status: null, body: '' }).page).toBe('unknown');
    });

    it('says which files it serves, of every kind that is fetched by its address', () => {
      const kinds = ['image', 'subtitle', ...(platform.media ? (['video', 'audio'] as const) : [])] as const;
      expect(Object.keys(fileRules[id]).sort()).toEqual([...kinds].sort());
      expect(fileRules[id].image?.types).toContain('jpeg');
    });

    it('asks for its pages among the hosts it needs', () => {
      const hosts = platform.hostPermissions.map((pattern) =>
        pattern.replace(/^https:\/\/(\*\.)?([^/]+)\/\*$/, '$2'),
      );
      for (const pattern of platform.pageMatches) {
        const host = /^https:\/\/([^/]+)\//.exec(pattern)?.[1] ?? '';
        expect(
          hosts.some((name) => host === name || host.endsWith(`.${name}`)),
          pattern,
        ).toBe(true);
      }
      expect(
        platform.pageMatches.some((pattern) => platform.homeUrl.startsWith(pattern.replace('*', ''))),
      ).toBe(true);
    });
  },
);

describe('matchSource', () => {
  it('finds the platform that an address belongs to', () => {
    for (const platform of platforms) {
      for (const { url, ref } of examples[platform.id]) expect(matchSource(url)).toEqual(ref);
    }
  });

  it('gives null for text that is no address', () => {
    expect(matchSource('not an address')).toBeNull();
    expect(matchSource('')).toBeNull();
  });
});
