// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { toFormValues } from '../export-form.ts';
import { settle } from '../testing/screen-world.ts';
import { ArchiveFields } from './archive-fields.tsx';

/** Draws the fields; what they refuse. */
async function draw(nameTemplate: string | null): Promise<string[]> {
  const refused: string[] = [];
  render(
    <ArchiveFields
      values={toFormValues({ ...defaultJobOptions, nameTemplate })}
      offer={{ platform: 'youtube' }}
      problem={undefined}
      change={() => undefined}
      refuse={(_field, problem) => problem !== undefined && refused.push(problem)}
    />,
    document.body,
  );
  await settle();
  return refused;
}

afterEach(() => render(null, document.body));

describe('a remembered template for names', () => {
  it('that cannot be had is refused at once, with the reason at its field', async () => {
    const why = '%(height)s is known only when the file is there';
    expect(await draw('%(height)s %(title)s.%(ext)s')).toEqual([expect.stringContaining(why)]);
    const field = document.querySelector('input.name-template');
    expect(field?.getAttribute('aria-invalid')).toBe('true');
    const [problemId = ''] = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(document.getElementById(problemId)?.textContent).toContain(why);
  });

  it.each(['%(title)s.%(ext)s', null])('that can be had is not: %s', async (template) => {
    expect(await draw(template)).toEqual([]);
  });
});
