/**
 * Every key of every recorded page is removed, renamed and retyped, one at a time. Nothing may throw; what is not
 * touched must stay as it was; and whatever changes what is read must be noticed: the item is partial, a name is
 * counted, or the page has an error.
 *
 * To keep this to seconds, one key stands for all of its shape (its path with places in lists collapsed, full and
 * empty values apart), and keys that the reader never looks at (as a tracing proxy saw) are changed all at once.
 */
import { describe, expect, it } from 'vitest';
import { type PageRead, pageReadSchema } from '../../core/pages/page-read.ts';
import {
  createTrace,
  listDocuments,
  listPlaces,
  mutations,
  type Place,
  removeAll,
  toBarePage,
  toDistinct,
} from './__fixtures__/mutate.ts';
import { captureTitle, hasCaptures, listCaptures, readCapture } from './__fixtures__/raw-pages.ts';
import { collectDocuments, type GraphDocument } from './documents/documents.ts';
import { createDrift } from './documents/drift.ts';
import { type OpenedPage, openPage, readOpened } from './read-page.ts';

const read = (page: OpenedPage) => readOpened(page, { url: null, status: null });
const text = (value: unknown) => JSON.stringify(value);
/** True when a change shows: a name is counted, an error stands, or an item says what it lacks. */
function isNoticed(base: PageRead, page: PageRead): boolean {
  const known = new Map(base.items.map(({ id, partial }) => [id, text(partial)]));
  return (
    text(page.unknown) !== text(base.unknown) ||
    text(page.error) !== text(base.error) ||
    page.items.some(({ id, partial }) => partial !== undefined && text(partial) !== known.get(id))
  );
}

/** How many of the things that were read before are gone or different. */
function countChanged(base: readonly { id: string }[], now: readonly { id: string }[]): number {
  const found = new Map(now.map((entry) => [entry.id, text(entry)]));
  return base.filter((entry) => found.get(entry.id) !== text(entry)).length;
}

/** Applies each mutation to each place, reads, and puts it back. */
function forEachMutation(places: readonly Place[], judge: (place: Place, name: string) => void): number {
  for (const place of places) {
    for (const [name, mutate] of Object.entries(mutations)) {
      const restore = mutate(place.holder, place.key);
      try {
        judge(place, name);
      } finally {
        restore();
      }
    }
  }
  return places.length;
}

/** Places within the documents, named by the document they are in. */
const listInner = (documents: readonly GraphDocument[]): Place[] =>
  documents.flatMap(({ label, path, data }) =>
    listPlaces(data).map((place) => ({
      ...place,
      shape: `${label ?? ''} ${(path ?? []).map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('')} ${place.shape}`,
    })),
  );

describe.skipIf(!hasCaptures)(`changed ${captureTitle}`, { timeout: 120_000 }, () => {
  describe.each(listCaptures())('%s', (file) => {
    const opened = openPage(readCapture(file));
    const documents = listDocuments(opened);
    const isHtml = opened.html !== null;
    const page = documents.length > 0 ? toBarePage(opened, documents) : opened;
    const base = read(page);
    const baseText = text(base);
    // Where posts were cut out of their pages, only they are Facebook's.
    const cutOut = isHtml ? [] : listPlaces(opened.values).filter(({ shape }) => shape.includes('.media[].'));
    const inner = documents.length > 0 ? listInner(documents) : cutOut;

    const trace = createTrace();
    read(
      documents.length > 0
        ? toBarePage(opened, trace.wrap(documents))
        : { ...opened, values: trace.wrap(opened.values) },
    );
    const seen = inner.filter(trace.isSeen);

    it('is read from its documents alone as from the whole page', () => expect(base).toEqual(read(opened)));

    it('is read the same without all that the reader does not look at', () => {
      const restore = removeAll(inner.filter((place) => !trace.isSeen(place)));
      const changed = read(page);
      restore();
      expect(changed).toEqual(base);
    });

    it('is read, and every change that matters is noticed, when any key it looks at changes', () => {
      const count = forEachMutation(toDistinct(seen), ({ shape }, name) => {
        const where = `${name} ${shape}`;
        const changed = read(page);
        if (text(changed) === baseText) return;
        expect(pageReadSchema.safeParse(changed).error?.issues[0], where).toBeUndefined();
        expect(isNoticed(base, changed), where).toBe(true);
        // Within one entry of a list, the other entries stay.
        if (!/edges\[\]|\.media\[\]|^\S* \.video| \.video\./.test(shape)) return;
        expect(countChanged(base.items, changed.items), where).toBeLessThanOrEqual(1);
        if (shape.includes('.edges[].node'))
          expect(countChanged(base.comments, changed.comments), where).toBeLessThanOrEqual(1);
      });
      expect(count > 0).toBe(seen.length > 0);
    });

    it.runIf(isHtml || documents.length > 0)(
      'is read, and noticed to be less, when anything round its documents changes',
      () => {
        const inside = new Set<object>(documents.map(({ data }) => data as object));
        const scripts = opened.values.map((value) => ({
          value,
          found: collectDocuments([value], createDrift()),
        }));
        // Late parts of one name are alike, but for the last, which ends the page.
        const met = new Set<string>();
        for (const { value, found } of scripts) {
          const isEnd = found.documents.some(({ isLast }) => isLast);
          const names = text(found.documents.map(({ query, label }) => [query, label]));
          if (found.documents.length === 0 || isEnd || !met.has(names))
            expectSameOrNoticed(opened, value, inside);
          met.add(names);
        }
      },
    );
  });
});

/** The same for one script of a page: what is round the documents, and not in them. */
function expectSameOrNoticed(opened: OpenedPage, value: unknown, inside: ReadonlySet<object>): void {
  const collect = (values: readonly unknown[]) => collectDocuments(values, createDrift());
  const before = collect([value]);
  const tracer = createTrace();
  collect([tracer.wrap(value)]);
  const targets = new Set<unknown>([...inside, before.route]);
  const places = listPlaces(value, (object) => inside.has(object));
  const holdsTarget = createSearch(targets);
  const [relevant, rest] = [true, false].map((wanted) =>
    places.filter((place) => (tracer.isNamed(place) || holdsTarget(place.holder[place.key])) === wanted),
  );

  const restore = removeAll(rest ?? []);
  expect(isSame(collect([value]), before)).toBe(true);
  restore();

  const base = read(opened);
  const baseText = text(base);
  forEachMutation(toDistinct(relevant ?? []), ({ shape }, name) => {
    if (isSame(collect([value]), before)) return;
    const changed = read(opened);
    expect(pageReadSchema.safeParse(changed).error?.issues[0]).toBeUndefined();
    const isStill = text(changed) === baseText || isNoticed(base, changed);
    expect(isStill || (base.error !== null && changed.error !== null), `${name} ${shape}`).toBe(true);
  });
}

type Collected = ReturnType<typeof collectDocuments>;

/** The same documents, at the same places, in the same order. */
function isSame(a: Collected, b: Collected): boolean {
  const toKey = ({ documents, errors, route }: Collected) =>
    text([documents.map(({ data: _data, ...rest }) => rest), errors, route === null]);
  return (
    toKey(a) === toKey(b) &&
    a.documents.every(({ data }, index) => data === b.documents[index]?.data) &&
    a.route === b.route
  );
}

/** Tells whether a value is or holds one of the targets. */
function createSearch(targets: ReadonlySet<unknown>): (value: unknown) => boolean {
  const known = new Map<object, boolean>();
  const search = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const answer = known.get(value);
    if (answer !== undefined) return answer;
    const found = targets.has(value) || Object.values(value).some(search);
    known.set(value, found);
    return found;
  };
  return search;
}
