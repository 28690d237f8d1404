import { describe, expect, it } from 'vitest';
import { listPartNames, openParts } from './zip-parts.ts';

const name = (place: number, rest = '') => `demo.part${place}of2${rest}.zip`;

describe('the parts of an archive beside each other', () => {
  it('are those of the same name and number, in their order', () => {
    const names = [
      name(2),
      'demo.zip',
      'demo.part1of3.zip',
      'other.part1of2.zip',
      name(1),
      'demo.part3of3.zip',
    ];
    expect(listPartNames(name(2), names)).toEqual([name(1), name(2)]);
    expect(listPartNames('demo.zip', names)).toEqual(['demo.zip']);
  });

  it('are known by the name that a browser has given them too', () => {
    expect(listPartNames(name(1), [name(1), name(2, ' (1)')])).toEqual([name(1), name(2, ' (1)')]);
    const twice = [name(1), name(2), name(1, ' (1)'), name(2, ' (1)')];
    expect(listPartNames(name(1), twice)).toEqual([name(1), name(2)]);
    expect(listPartNames(name(2, ' (1)'), twice)).toEqual([name(1, ' (1)'), name(2, ' (1)')]);
  });

  it('are no more than lie there, whatever number a name says', async () => {
    const huge = 'demo.part1of4294967296.zip';
    expect(listPartNames(huge, [huge])).toEqual([huge]);
    const { flaws } = await openParts([{ name: huge }], async () => 1);
    expect(flaws).toHaveLength(999);
  });
});

it('the first thing that was wrong is thrown where no part can be opened', async () => {
  const open = async (part: { name: string }) => Promise.reject(new Error(part.name));
  await expect(openParts([{ name: name(1) }, { name: name(2) }], open)).rejects.toThrow(name(1));
  await expect(openParts([{ name: 'demo.zip' }], open)).rejects.toThrow('demo.zip');
});
