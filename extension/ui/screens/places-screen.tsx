/** Where exports go: the part of the dashboard about places. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { useAnswer } from '../hooks/use-answer.ts';
import type { PlaceChoice, PlaceDesk } from '../place-desk.ts';
import type { DashboardPorts } from '../ports.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { texts } from '../texts/screen-texts.ts';

type Kind = PlaceChoice['target']['kind'];

const sizesGib = [1, 2, 4, 10, 50];

interface PlaceRowProps {
  kind: Kind;
  choice: PlaceChoice;
  choose(kind: Kind): void;
  children?: ComponentChildren;
}

function PlaceRow({ kind, choice, choose, children }: PlaceRowProps) {
  return (
    <label class="check-row">
      <input type="radio" name="place" checked={choice.target.kind === kind} onChange={() => choose(kind)} />
      <span>
        {placeTexts[kind]}
        <small>{placeTexts[`${kind}Hint`]}</small>
        {children}
      </span>
    </label>
  );
}

function PartSize({ choice, save }: { choice: PlaceChoice; save(choice: PlaceChoice): void }) {
  const id = useId();
  return (
    <div class="field">
      <div class="field-row">
        <label for={id}>{placeTexts.partSize}</label>
        <select
          id={id}
          value={choice.partGib ?? ''}
          aria-describedby={`${id}-hint`}
          onChange={({ currentTarget: { value } }) =>
            save({ ...choice, partGib: value === '' ? null : Number(value) })
          }
        >
          <option value="">{placeTexts.onePart}</option>
          {sizesGib.map((size) => (
            <option key={size} value={size}>
              {placeTexts.gib(size)}
            </option>
          ))}
        </select>
      </div>
      <p class="hint" id={`${id}-hint`}>
        {placeTexts.partsOnlyZips} {placeTexts.partHint}
      </p>
    </div>
  );
}

function PlaceForm({ desk, first }: { desk: PlaceDesk; first: PlaceChoice }) {
  const [choice, setChoice] = useState(first);
  const [error, setError] = useState<ToldError | null>(null);
  const { target } = choice;
  const attempt = async (run: () => Promise<void>) => {
    setError(null);
    try {
      await run();
    } catch (thrown) {
      setError(toToldError(thrown));
    }
  };
  const save = (next: PlaceChoice) =>
    attempt(async () => {
      await desk.saveChoice(next);
      setChoice(next);
    });
  const pick = (kind: 'file' | 'folder') =>
    attempt(async () => {
      const picked = await desk.pick(kind);
      if (picked) await save({ ...choice, target: picked });
    });
  const choose = (kind: Kind) =>
    kind === 'file' || kind === 'folder' ? pick(kind) : save({ ...choice, target: { kind } });
  const pickable = (kind: 'file' | 'folder') => (
    <PlaceRow kind={kind} choice={choice} choose={choose}>
      {target.kind === kind && (
        <>
          <span dir="auto">{placeTexts.picked('name' in target ? target.name : '')}</span>{' '}
          <button type="button" class="link" onClick={() => pick(kind)}>
            {placeTexts.chooseOther}
          </button>
        </>
      )}
    </PlaceRow>
  );
  return (
    <>
      <fieldset class="field">
        <legend class="spoken">{placeTexts.title}</legend>
        <PlaceRow kind="auto" choice={choice} choose={choose} />
        <PlaceRow kind="downloads" choice={choice} choose={choose} />
        {desk.canPick && pickable('folder')}
        {desk.canPick && pickable('file')}
      </fieldset>
      {!desk.canPick && <p class="hint">{placeTexts.cannotPick}</p>}
      {target.kind !== 'auto' && <Notice tone="warn">{placeTexts.byBrowser}</Notice>}
      <PartSize choice={choice} save={save} />
      {error && <ErrorNotice error={error} />}
    </>
  );
}

/** Everything is saved at once, with the other choices of an export. */
export function PlacesScreen({ ports }: { ports: DashboardPorts }) {
  const [answer] = useAnswer('places', async () => {
    const desk = await ports.openPlaceDesk();
    return { desk, first: await desk.readChoice() };
  });
  return (
    <section class="places">
      <header class="job-detail-head">
        <h2>{placeTexts.title}</h2>
        <p>{placeTexts.lead}</p>
      </header>
      {answer.phase === 'loading' && <p class="hint">{texts.loading}</p>}
      {answer.phase === 'failed' && <ErrorNotice error={answer.error} />}
      {answer.phase === 'ready' && <PlaceForm {...answer.value} />}
    </section>
  );
}
