/** The collector on the testbed's Facebook, compared with what the testbed says there is. */
import { describe, expect, it } from 'vitest';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import { manyTrackClips } from '../../../testbed/facebook/ask-facebook.ts';
import { createFacebookSite } from '../../../testbed/facebook/index.ts';
import {
  type CollectorReply,
  type CollectorRequest,
  collectorReplySchema,
  type PageRead,
} from '../../core/page-read.ts';
import { openTestbedPage, type TestbedPage, type Visit } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';
import { matchUrl } from './urls.ts';

const site = createFacebookSite({ seed: 3, clips: manyTrackClips });
const truth = site.truth();
const { owner, sources } = truth;
const open = (address = '/', visit: Visit = {}) => openTestbedPage(site, address, visit);

async function ask(page: TestbedPage, request: CollectorRequest): Promise<CollectorReply> {
  const reply = await createCollector(page).answer(request);
  expect(collectorReplySchema.safeParse(reply).error).toBeUndefined();
  return reply;
}

function toRef(url: string): SourceRef {
  const ref = matchUrl(new URL(url));
  if (!ref) throw new Error(url);
  return ref;
}

async function resolve(page: TestbedPage, ref: SourceRef): Promise<Source> {
  const reply = await ask(page, { verb: 'resolve', ref });
  if (!('source' in reply)) throw new Error(JSON.stringify(reply));
  return reply.source;
}

function toRead(reply: CollectorReply): PageRead {
  if (!('read' in reply)) throw new Error(JSON.stringify(reply));
  expect(reply.read.error).toBeNull();
  return reply.read;
}

/** Reads a list to its end, every page from another tab. */
async function walk(part: SourceRef | undefined, visit: Visit = {}) {
  if (!part) throw new Error('there is no such list');
  const walked = {
    ids: [] as string[],
    items: [] as PageRead['items'],
    unknown: [] as string[],
    asked: [] as string[],
  };
  let cursor: string | null = null;
  for (let pages = 0; pages < 60; pages += 1) {
    const page = await open('/', visit);
    const read = toRead(await ask(page, { verb: 'page', ref: part, cursor, asOwner: false }));
    walked.items.push(...read.items);
    walked.unknown.push(...Object.keys(read.unknown));
    walked.asked.push(...page.asked);
    cursor = read.continuation;
    if (cursor === null) return { ...walked, ids: [...new Set(walked.items.map(({ id }) => id))] };
  }
  throw new Error('The list does not end.');
}

const profile = toRef(owner.url);

describe('a profile', () => {
  it('is read from the page that shows it, without a request', async () => {
    const page = await open(owner.url);
    const source = await resolve(page, profile);
    expect(page.asked).toEqual([]);
    expect(source).toMatchObject({ ...profile, title: owner.name, own: true });
  });

  it('is asked for where another page is open', async () => {
    const page = await open('/saved');
    expect((await resolve(page, profile)).own).toBe(true);
    expect(page.asked).toEqual([`/${owner.vanity}`]);
  });
});

describe('lists', () => {
  it('timeline has every post, and manage too', async () => {
    const { parts } = await resolve(await open(owner.url), profile);
    const lists = parts.filter(({ kind }) => kind === 'timeline');
    expect(lists).toHaveLength(2);
    for (const part of lists) {
      const { ids, unknown } = await walk(part);
      expect(unknown).toEqual([]);
      expect(ids.length).toBe(sources.timeline.ids.length);
    }
  });
});
