// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { toScope } from '../../core/jobs/base-export.ts';
import { type FormValues, toFormOffer, toFormValues } from '../export-form.ts';
import { channelRef, createScreenWorld, settle } from '../testing/screen-world.ts';
import { MediaOptionFields } from './media-fields.tsx';
import { OnlyNewRow } from './only-new-row.tsx';

const profile = { ...channelRef, platform: 'tiktok', kind: 'profile' } as const;
let values: FormValues;
let refused: { maxBytes?: string | undefined; languages?: string | undefined };

async function draw(ref: typeof channelRef | typeof profile = profile): Promise<void> {
  const change = (changed: Partial<FormValues>) => {
    values = { ...values, ...changed };
  };
  const refuse = (name: string, problem: string | undefined) => {
    refused = { [name]: problem };
  };
  render(
    <MediaOptionFields
      values={values}
      offer={toFormOffer(ref, null)}
      problems={{}}
      change={change}
      refuse={refuse}
    />,
    document.body,
  );
  await settle();
}

beforeEach(() => {
  values = toFormValues(defaultJobOptions);
  refused = {};
});
afterEach(() => render(null, document.body));

const field = <Field extends HTMLInputElement | HTMLSelectElement>(label: string): Field => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) =>
    textContent?.startsWith(label),
  );
  const input = found?.control ?? document.getElementById(found?.htmlFor ?? '');
  if (!input) throw new Error(`There is no field ${label}`);
  return input as HTMLElement as Field;
};

async function write(label: string, text: string): Promise<void> {
  const input = field<HTMLInputElement>(label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

async function choose(label: string, value: string): Promise<void> {
  const select = field<HTMLSelectElement>(label);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

describe('the choices about files', () => {
  it('are words for codec, kind of file and size of pictures, each with its label', async () => {
    await draw();
    await choose('Preferred codec', 'h264');
    await choose('Preferred file type', 'mp4');
    await choose('Size of pictures', 'medium');
    expect(values).toMatchObject({ codec: 'h264', container: 'mp4', imageQuality: 'medium' });
  });

  it('take a size in megabytes or with its unit', async () => {
    await draw();
    await write('No file over', '1,5');
    expect(values.maxBytes).toBe(1_500_000);
    await write('No file over', '2 GB');
    expect(values.maxBytes).toBe(2_000_000_000);
    await write('No file over', '');
    expect(values.maxBytes).toBeNull();
  });

  it.each([
    ['2', '2 large', 'a size such as'],
    ['1', '1,000', 'can mean one or a thousand'],
  ])('refuse %2$j instead of meaning the %1$j that was typed on the way', async (first, text, why) => {
    await draw();
    await write('No file over', first);
    await write('No file over', text);
    expect(values.maxBytes).toBeNull();
    expect(refused.maxBytes).toContain(why);
    expect(document.body.textContent).toContain(why);
    await write('No file over', '500');
    expect(refused).toEqual({ maxBytes: undefined });
  });

  it('take languages as they are typed', async () => {
    await draw();
    await write('Caption languages', 'en, de pt-BR');
    expect(values.subtitleLanguages).toEqual(['en', 'de', 'pt-BR']);
    await write('Caption languages', 'en, $');
    expect(values.subtitleLanguages).toEqual([]);
    expect(refused.languages).toContain('codes such as');
    await write('Caption languages', Array.from({ length: 51 }, (_, place) => `l${place}`).join(' '));
    expect(refused.languages).toContain('at most 50');
  });

  it('name kinds of files only where a platform has several', async () => {
    await draw();
    expect(document.body.textContent).toContain('Kinds of files');
    field<HTMLInputElement>('Pictures').click();
    expect(values.mediaTypes).toEqual(['video', 'audio']);
    await draw(channelRef);
    expect(document.body.textContent).not.toContain('Kinds of files');
  });
});

describe('the offer of only what is new', () => {
  const drawRow = async (base: Partial<JobOptions> | null) => {
    const screen = createScreenWorld();
    screen.world.base = base && {
      sourceKey: 's',
      refUrl: channelRef.url,
      jobId: 'j',
      finishedAt: '2026-02-12T10:00:00Z',
      folder: 'night',
      kept: 38,
      scope: toScope({ ...defaultJobOptions, ...base }),
      parts: [],
      claimed: null,
    };
    const change = () => undefined;
    render(
      <OnlyNewRow
        ports={screen.ports}
        refUrl={channelRef.url}
        values={{ ...values, onlyNew: true }}
        change={change}
      />,
      document.body,
    );
    await settle();
    return document.body.textContent ?? '';
  };

  it('says since when, and how much is kept', async () => {
    expect(await drawRow({})).toMatch(
      /^Only what is new since .*12.* \(38 kept\).*older date is found by a whole export/,
    );
  });

  it('is not there before there was a complete export', async () => expect(await drawRow(null)).toBe(''));

  it('says when the earlier export had less of each post', async () => {
    expect(await drawRow({ withMedia: false })).toContain('everything is saved again');
  });
});
