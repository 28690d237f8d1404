import type { AnswerContext, GraphDocument, Json } from '../shapes/context.ts';

/** Answers one query from its variables. An empty list is a thing that is not there, or not for the asker. */
export type Query = (context: AnswerContext, variables: Json) => GraphDocument[];

/** A variable that has to be a text. */
export function readText(variables: Json, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value : '';
}
