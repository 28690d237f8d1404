import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPlace, startCompanion } from './__fixtures__/companion-client.ts';

test('a running companion works with changed settings from the next command on', async () => {
  const place = createPlace();
  const companion = startCompanion(place);
  const open = async (name: string) => (await companion.call('open-archive', { jobId: name, name })).result;
  expect(await open('one')).toMatchObject({ path: join(place.root, 'one') });
  const root = join(place.folder, 'other');
  writeFileSync(place.configPath, JSON.stringify({ root }));
  expect(await open('two')).toMatchObject({ path: join(root, 'two') });
  writeFileSync(place.configPath, '{');
  const { error } = await companion.call('open-archive', { jobId: 'three', name: 'three' });
  expect(error?.code).toBe('host.settings');
  expect(await companion.close()).toBe(0);
});
