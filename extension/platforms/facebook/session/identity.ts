import type { Identity } from '../../../core/pages/identity.ts';
import { readPersona } from '../pages/persona.ts';
import type { Desk } from './desk.ts';
import { readSessionForm } from './session-form.ts';

/** The account that the page is in, and as which page of its own it acts, if it does. Never throws. */
export function readIdentity(desk: Desk): Identity {
  desk.form ??= readSessionForm(desk.page.html());
  const { form } = desk;
  // The login page says that nobody is there, and has no form to ask with.
  if (!form) return readPersona(desk.page.html())?.id === null ? 'nobody' : 'unknown';
  const { personaId, accountId } = form;
  return personaId === null ? 'nobody' : { account: accountId ?? personaId, persona: personaId };
}
