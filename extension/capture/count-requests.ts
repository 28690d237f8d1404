/** Counts what a collector asks of its platform, so that the account's ledger has it. */
import type { PageTap } from '../core/pages/page-tap.ts';

/** What requests are made with. */
interface Asking {
  fetch: typeof fetch;
  tap: PageTap | null;
}

/** The same means, counted; `take` returns how many there were since it was called last. */
export function countRequests({ fetch: ask, tap }: Asking, origin: string): Asking & { take(): number } {
  let count = 0;
  const isOf = (input: RequestInfo | URL): boolean =>
    new URL(input instanceof Request ? input.url : input, origin).origin === origin;
  return {
    fetch(input, init) {
      // Files on media hosts are asked for with what their addresses say, whoever is logged in.
      if (isOf(input)) count += 1;
      return ask(input, init);
    },
    tap: tap && {
      ...tap,
      ask(question) {
        count += 1;
        return tap.ask(question);
      },
      // What the page asks for because it is scrolled is asked for us.
      arm: (paths, listen) =>
        tap.arm(
          paths,
          listen &&
            ((response) => {
              count += 1;
              listen(response);
            }),
        ),
    },
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}
