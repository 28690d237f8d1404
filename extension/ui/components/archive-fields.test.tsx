// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { toFormValues } from '../export-form.ts';
import { settle } from '../testing/screen-world.ts';
import { ArchiveFields } from './archive-fields.tsx';

/** The fields as they are in the form: folded away. */
async function draw(nameTemplate: string | null): Promise<HTMLDetailsElement | null> {
  const values = toFormValues({ ...defaultJobOptions, nameTemplate });
  render(
    <details>
      <ArchiveFields
        values={values}
        offer={{ platform: 'youtube' }}
        problem={undefined}
        change={() => undefined}
      />
    </details>,
    document.body,
  );
  await settle();
  return document.querySelector('details');
}

afterEach(() => render(null, document.body));

describe('a remembered template for names', () => {
  it('that is refused now is shown at once, with the reason at its field', async () => {
    const fold = await draw('%(height)s %(title)s.%(ext)s');
    expect(fold?.open).toBe(true);
    const field = fold?.querySelector('input.name-template');
    expect(field?.getAttribute('aria-invalid')).toBe('true');
    const [problemId = ''] = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(document.getElementById(problemId)?.textContent).toContain(
      '%(height)s is known only when the file is there',
    );
  });

  it.each(['%(title)s.%(ext)s', null])('that can be had leaves the fold as it is: %s', async (template) => {
    expect((await draw(template))?.open).toBe(false);
  });
});
