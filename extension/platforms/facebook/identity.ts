import type { Identity } from '../../core/viewer.ts';
import type { Desk } from './desk.ts';
import { readSessionForm } from './session-form.ts';

/** The account that the page is in, and as which page of its own it acts, if it does. Never throws. */
export function readIdentity(desk: Desk): Identity {
  const form = desk.form ?? readSessionForm(desk.page.html());
  if (!form) return 'unknown';
  const { viewerId, fields } = form;
  return viewerId === null ? 'nobody' : { account: fields.__user ?? viewerId, persona: viewerId };
}
