import { expect, it } from 'vitest';
import { archiveItem, buildArchive, buildItem } from './__fixtures__/sample-archive.ts';
import { activityStreamsExporter } from './activity-streams.ts';

function listIds(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(listIds);
  if (typeof node !== 'object' || node === null) return [];
  const mine = ['id', 'href'].filter((name) => name in node).map((name) => Reflect.get(node, name));
  return [...mine, ...Object.values(node).flatMap(listIds)];
}

it('has addresses for ids, and says where who is mentioned is to be found', async () => {
  const author = { id: 'UC1', name: 'Ada', handle: null, url: null };
  const items = [archiveItem(buildItem({ author, mentions: ['tug', 'ö/…'] }))];
  for await (const { chunks } of activityStreamsExporter.write(buildArchive({ items }))) {
    const text = (await Array.fromAsync(chunks)).join('');
    const ids = listIds(JSON.parse(text));
    expect(ids).toContain('https://www.youtube.com/@tug');
    expect(ids.filter((id) => typeof id !== 'string' || !URL.canParse(id))).toEqual([]);
  }
});
