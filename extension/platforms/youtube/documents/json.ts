/** Steps through JSON, and the grammar of YouTube's names in it. */
export {
  at,
  type Json,
  type Loose,
  toArray,
  toLoose,
  toObject,
  toText,
  toWhole,
} from '../../../core/json.ts';

/** True for names in YouTube's own grammar for what it shows or does; ids used as keys are not. */
export function isRendererName(key: string): boolean {
  return rendererName.test(key);
}

const rendererName = /^[a-z][A-Za-z0-9]{2,80}(?:Renderer|ViewModel|Command|Action|Model)$/;
