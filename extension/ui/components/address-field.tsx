import { useEffect, useId, useState } from 'preact/hooks';
import { toPageAddress } from '../page-address.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { FieldProblem } from './choice.tsx';

interface AddressFieldProps {
  /** The address that is shown now; null for none. */
  url: string | null;
  go(url: string): void;
}

/** Where the address of a page is typed or pasted. */
export function AddressField({ url, go }: AddressFieldProps) {
  const id = useId();
  const [text, setText] = useState(url ?? '');
  const [isWrong, setWrong] = useState(false);
  useEffect(() => setText(url ?? ''), [url]);
  const submit = (event: Event) => {
    event.preventDefault();
    const address = toPageAddress(text);
    setWrong(address === null);
    if (address !== null) go(address);
  };
  return (
    <form class="address" onSubmit={submit}>
      <label for={id} class="spoken">
        {texts.page.address}
      </label>
      <input
        id={id}
        type="text"
        inputMode="url"
        spellcheck={false}
        placeholder={texts.page.address}
        aria-invalid={isWrong}
        aria-describedby={`${id}-problem`}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setWrong(false);
        }}
      />
      <button type="submit" class="button">
        {texts.page.look}
      </button>
      <FieldProblem id={`${id}-problem`} problem={isWrong ? texts.page.notAnAddress : undefined} />
    </form>
  );
}
