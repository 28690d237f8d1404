/** Keeps exactly one button on pages that can be exported, through in-page navigation and re-renders. */

import type { SourceRef } from '../../../shared/model/source.ts';
import { toToldError } from '../../../shared/told-error.ts';
import type { BackgroundMessage, PageNews, RequestOf } from '../../messaging/protocol.ts';
import type { ButtonLayout } from '../../platforms/platform.ts';
import { type ButtonElement, buttonTagName, createButtonElement } from './button-element.ts';
import { type ButtonAction, type ButtonState, toButtonView } from './button-view.ts';
import { findPlace, isShown } from './find-place.ts';

/** How long a page may take to render its own buttons before ours floats instead. */
export const floatAfterMs = 3000;

/** What the button needs of its page and of the background. */
export interface PageButtonPorts {
  document: Document;
  /** The source the current address names, or null. */
  readRef(): SourceRef | null;
  ask<Name extends BackgroundMessage>(name: Name, request: RequestOf<Name>): Promise<unknown>;
  nowMs(): number;
}

export interface PageButton {
  /** Puts the button where it belongs now; cheap, for every navigation and a slow timer. */
  check(): void;
  /** True while the place of the button is still being looked for. */
  isSearching(): boolean;
  take(news: PageNews): void;
  remove(): void;
}

interface PageState {
  ref: SourceRef;
  since: number;
  state: ButtonState;
}

const isStarting = (page: PageState) => page.state.phase === 'starting';

const readJobId = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'jobId' in answer ? String(answer.jobId) : '';

/** The button of one page; nothing is on the page until the first `check`. */
export function createPageButton(ports: PageButtonPorts): PageButton {
  const { document: doc } = ports;
  const news = new Map<string, PageNews>();
  let button: ButtonElement | null = null;
  let page: PageState | null = null;
  let layout: ButtonLayout | null = null;

  const render = () => {
    if (page && button) button.show(toButtonView(page.state, page.ref.kind));
  };
  const setState = (owner: PageState, state: ButtonState) => {
    owner.state = state;
    if (owner === page) render();
  };

  const start = async () => {
    const owner = page;
    if (!owner || isStarting(owner)) return;
    setState(owner, { phase: 'starting' });
    try {
      const jobId = readJobId(await ports.ask('job.start', { ref: owner.ref, options: null }));
      // News of a quick job can be here before the answer.
      if (!isStarting(owner)) return;
      const job = { jobId, status: 'queued', done: 0, total: null, sentence: '' } as const;
      setState(owner, { phase: 'job', job });
    } catch (thrown) {
      setState(owner, { phase: 'refused', sentence: toToldError(thrown).message });
    }
  };

  const act = async (action: ButtonAction) => {
    const owner = page;
    if (owner?.state.phase !== 'job') return;
    const { job } = owner.state;
    if (action === 'again') return start();
    const { jobId } = job;
    try {
      if (action === 'dashboard') await ports.ask('dashboard.open', { hash: `#${jobId}` });
      if (action === 'reveal') await ports.ask('archive.reveal', { jobId });
      if (action === 'cancel') await ports.ask('job.cancel', { jobId });
      if (action === 'resume') await ports.ask('job.resume', { jobId });
    } catch (thrown) {
      const sentence = toToldError(thrown).message;
      if (owner.state.phase === 'job')
        setState(owner, { phase: 'job', job: { ...owner.state.job, sentence } });
    }
  };

  const readState = (ref: SourceRef): ButtonState => {
    const known = news.get(ref.url);
    return known ? { phase: 'job', job: known } : { phase: 'idle' };
  };

  const leave = () => {
    button?.host.remove();
    page = null;
    layout = null;
  };

  const enter = (ref: SourceRef) => {
    // The next page may have its own place for the button, even while the last one is still to be seen.
    leave();
    page = { ref, since: ports.nowMs(), state: readState(ref) };
    button ??= createButtonElement(doc, { onStart: start, onAction: act });
    render();
  };

  const put = (container: Element, as: ButtonLayout) => {
    if (!button) return;
    layout = as;
    button.host.dataset.layout = as;
    // Where the row itself keeps its buttons apart, a margin of ours would be one gap too many.
    const rowGapPx = Number.parseFloat(getComputedStyle(container).columnGap);
    button.host.style.marginInlineStart = as === 'row' && rowGapPx > 0 ? '0' : '';
    if (as === 'column') container.prepend(button.host);
    else container.append(button.host);
    button.keepFocus();
  };

  /** Forgets a place that the page threw away or hid, and gives the page time to render another. */
  const dropLostPlace = (current: PageState) => {
    if (!button || layout === null || isShown(button.host)) return;
    button.host.remove();
    layout = null;
    current.since = ports.nowMs();
  };

  const findHome = (current: PageState) => {
    const place = findPlace(doc, current.ref);
    if (place) put(place.container, place.layout);
    else if (layout === null && ports.nowMs() - current.since >= floatAfterMs) put(doc.body, 'floating');
  };

  return {
    check() {
      const ref = ports.readRef();
      if (!ref) return leave();
      if (page?.ref.url !== ref.url) enter(ref);
      if (!page || !button) return;
      const theme = doc.documentElement.hasAttribute('dark') ? 'dark' : 'light';
      if (button.host.dataset.theme !== theme) button.host.dataset.theme = theme;
      dropLostPlace(page);
      if (layout === null || layout === 'floating') findHome(page);
    },
    isSearching: () => page !== null && layout === null,
    take(latest) {
      news.set(latest.refUrl, latest);
      if (page?.ref.url === latest.refUrl) setState(page, { phase: 'job', job: latest });
    },
    remove() {
      leave();
      for (const left of doc.querySelectorAll(buttonTagName)) left.remove();
    },
  };
}
