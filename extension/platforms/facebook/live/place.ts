/**
 * Where a list goes on, as text that can be kept: the query that goes on with it, what names the list in that query, and
 * the cursor. It holds nothing of the page or the session it was made in.
 */

/** A place in a list. */
export interface Place {
  /** Friendly name of the query. */
  query: string;
  /** Those of its variables that name the list and the place in it. */
  values: Record<string, string>;
  /** The list was begun by somebody who was logged in: a stranger would be shown less of it. */
  loggedIn: boolean;
}

const loggedInKey = 'loggedIn';

/** The place as text without line breaks; `parseCursor` takes it apart. */
export function toCursor({ query, values, loggedIn }: Place): string {
  return `${query}?${new URLSearchParams({ ...values, ...(loggedIn && { [loggedInKey]: '1' }) })}`;
}

/** The place that `toCursor` made a text of. */
export function parseCursor(cursor: string): Place {
  const [query = '', rest = ''] = cursor.split('?', 2);
  const { [loggedInKey]: loggedIn, ...values } = Object.fromEntries(new URLSearchParams(rest));
  return { query, values, loggedIn: loggedIn === '1' };
}
