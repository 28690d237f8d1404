import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What fields that keep their text to themselves say of it. */
export interface Refusals<Field extends string> {
  /** One sentence per field whose text is not taken. */
  refused: Partial<Record<Field, string>>;
  /** Sets what is wrong with a field's text; undefined takes it back. */
  refuse(field: Field, problem: string | undefined): void;
}

/** The refused texts of a form: while there is one, what the values say is not what the user reads in the fields. */
export function useRefusals<Field extends string>(): Refusals<Field> {
  const [refused, setRefused] = useState<Partial<Record<Field, string>>>({});
  const refuse = (field: Field, problem: string | undefined) =>
    setRefused(({ [field]: before, ...others }) => {
      const rest = others as Partial<Record<Field, string>>;
      return problem === undefined ? rest : { ...rest, [field]: problem };
    });
  return { refused, refuse };
}

/** Says what is wrong with a field's text as long as the field is there. */
export function useRefusal(problem: string | undefined, refuse: (problem: string | undefined) => void): void {
  useLayoutEffect(() => {
    if (problem === undefined) return;
    refuse(problem);
    return () => refuse(undefined);
  }, [problem]);
}

/** For a fold: it opens when something in it gets a problem, which nobody would look for there. */
export function useUnfolding(problem: string | undefined): RefObject<HTMLDetailsElement | null> {
  const fold = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (problem !== undefined && fold.current) fold.current.open = true;
  }, [problem]);
  return fold;
}
