import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const script = `
import { claimStandardOutput } from ${JSON.stringify(new URL('standard-output.ts', import.meta.url).href)};
const output = claimStandardOutput();
console.log('from a dependency');
process.stdout.write('from another');
output.write(Buffer.from('frame'));
`;

test('what other code prints never gets between the frames', () => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(printed.toString()).toBe('frame');
});
