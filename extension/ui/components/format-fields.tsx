/** Codec, kind of file and size: the same for exports and for single downloads. */
import { useId, useRef, useState } from 'preact/hooks';
import { type Codec, type Container, codecs, containers } from '../../../shared/model/quality.ts';
import { formatTypedSize, parseSize } from '../../../shared/size.ts';
import { useRefusal } from '../hooks/use-refusals.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { FieldProblem } from './choice.tsx';

/** The choices that are made here. */
export interface FormatWish {
  codec: Codec | null;
  container: Container | null;
  maxBytes: number | null;
}

interface WordFieldProps<Word extends string> {
  label: string;
  menu: readonly Word[];
  names: Record<Word, string>;
  value: Word | null;
  /** What no choice is called; null where one has to be made. */
  none: string | null;
  choose(word: Word | null): void;
}

/** One of a menu, or none of it. */
export function WordField<Word extends string>(props: WordFieldProps<Word>) {
  const id = useId();
  const { label, menu, names, value, none, choose } = props;
  return (
    <div class="field-row">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ currentTarget }) => choose(menu.find((word) => word === currentTarget.value) ?? null)}
      >
        {none !== null && <option value="">{none}</option>}
        {menu.map((word) => (
          <option key={word} value={word}>
            {names[word]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface FormatFieldsProps {
  values: FormatWish;
  change(change: Partial<FormatWish>): void;
  /** Says that a field's text is not taken, and that it is again. */
  refuse(field: 'maxBytes', problem: string | undefined): void;
}

/** As typed; null for none. */
const toLimit = (text: string) => (text.trim() === '' ? null : parseSize(text, 'M'));

function SizeField({ values, change, refuse }: FormatFieldsProps) {
  const id = useId();
  const remembered = useRef(values.maxBytes).current;
  const [draft, setDraft] = useState(values.maxBytes === null ? '' : formatTypedSize(values.maxBytes));
  const limit = toLimit(draft);
  const problem = typeof limit === 'string' ? texts.maxSizeProblems[limit] : undefined;
  useRefusal(problem, (refusal) => refuse('maxBytes', refusal));
  const write = (text: string) => {
    setDraft(text);
    const maxBytes = toLimit(text);
    // What was read while it was typed is not what is meant, and would be remembered.
    change({ maxBytes: typeof maxBytes === 'string' ? remembered : maxBytes });
  };
  return (
    <>
      <div class="field-row">
        <label for={id}>{texts.maxSize}</label>
        <span class="range">
          <input
            id={id}
            type="text"
            size={6}
            placeholder={texts.maxSizeNone}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-problem ${id}-hint`}
            value={draft}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
          {/[a-z]/i.test(draft) ? '' : texts.maxSizeUnit}
        </span>
      </div>
      <FieldProblem id={`${id}-problem`} problem={problem} />
      <p class="hint" id={`${id}-hint`}>
        {texts.maxSizeHint}
      </p>
    </>
  );
}

/** Which of several files of the same picture is taken, and how large one may be. */
export function FormatFields({ values, change, refuse }: FormatFieldsProps) {
  return (
    <div class="field">
      <WordField
        label={texts.codec}
        menu={codecs}
        names={texts.codecs}
        value={values.codec}
        none={texts.codecAny}
        choose={(codec) => change({ codec })}
      />
      <WordField
        label={texts.container}
        menu={containers}
        names={texts.containers}
        value={values.container}
        none={texts.containerAny}
        choose={(container) => change({ container })}
      />
      <SizeField values={values} change={change} refuse={refuse} />
    </div>
  );
}
