import { expect, it } from 'vitest';
import { createDrift, createFields } from '../documents/drift.ts';
import { readCaption } from './caption.ts';

function read(json: Record<string, unknown>) {
  const counts = new Map<string, number>();
  const caption = readCaption(createFields(json, 'item', createDrift(counts)));
  return { tags: caption.tags, unknown: Object.fromEntries(counts) };
}

it('a # without a word is no tag, and nothing that is not understood', () => {
  const bare = { type: 1, hashtagName: '' };
  expect(read({ desc: 'This is #', textExtra: [bare] })).toEqual({ tags: [], unknown: {} });
  expect(read({ desc: '#', textExtra: [] })).toEqual({ tags: [], unknown: {} });
  expect(read({ desc: 'We are # 1, #1 even' })).toEqual({ tags: [], unknown: {} });
  const tide = { type: 1, hashtagName: 'tide' };
  expect(read({ desc: '# #tide', textExtra: [bare, tide] })).toEqual({ tags: ['tide'], unknown: {} });
});

it('a mark that names neither a tag nor somebody is not understood', () => {
  expect(read({ desc: '@somebody', textExtra: [{ type: 0, hashtagName: '' }] }).unknown).toEqual({
    'item.textExtra.hashtagName': 1,
  });
  expect(read({ desc: '#tide', textExtra: [{ type: 1 }] }).unknown).toMatchObject({
    'item.textExtra.hashtagName': 1,
  });
});

it('a word behind # that is not marked is not understood', () => {
  expect(read({ desc: 'High #tide' }).unknown).toEqual({ 'item.textExtra': 1 });
});
