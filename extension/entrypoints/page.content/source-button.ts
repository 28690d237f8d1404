/** The button of one source: what it shows, and what its clicks ask for. Where it is on the page is others' business. */
import type { SourceRef } from '../../../shared/model/source.ts';
import { toToldError } from '../../../shared/told-error.ts';
import type { BackgroundMessage, PageNews, RequestOf } from '../../messaging/protocol.ts';
import type { ButtonLayout } from '../../platforms/platform.ts';
import { createButtonElement } from './button-element.ts';
import { type ButtonAction, type ButtonState, toButtonView } from './button-view.ts';

/** What a button needs of the page and of the background. */
export interface SourceButtonPorts {
  document: Document;
  ask<Name extends BackgroundMessage>(name: Name, request: RequestOf<Name>): Promise<unknown>;
  /** What was last heard of the export of a source, by its address. */
  news: Map<string, PageNews>;
}

export interface SourceButton {
  ref: SourceRef;
  host: HTMLElement;
  /** Moves it there: to the end of a row or bar, to the start of a column. */
  put(container: Element, layout: ButtonLayout): void;
  /** Shows what was last heard of its source. */
  refresh(): void;
}

const readJobId = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'jobId' in answer ? String(answer.jobId) : '';

/** The corners of the page's own buttons in a row; round ones with a picture alone are not what ours is like. */
function adoptShape(host: HTMLElement, row: Element): void {
  // Where the row itself keeps its buttons apart, a margin of ours would be one gap too many.
  const rowGapPx = Number.parseFloat(getComputedStyle(row).columnGap);
  host.style.marginInlineStart = rowGapPx > 0 ? '0' : '';
  const radii = [...row.querySelectorAll('button, [role="button"]')].map(
    (button) => getComputedStyle(button).borderTopLeftRadius,
  );
  const radius = radii.find((each) => /^[1-9][\d.]*px$/.test(each));
  if (radius) host.style.setProperty('--radius', radius);
}

/** Not yet anywhere on the page. */
export function createSourceButton(ref: SourceRef, ports: SourceButtonPorts): SourceButton {
  let state: ButtonState = { phase: 'idle' };
  const setState = (next: ButtonState) => {
    state = next;
    button.show(toButtonView(state, ref.kind));
  };

  const start = async () => {
    if (state.phase === 'starting') return;
    setState({ phase: 'starting' });
    // News of a quick job can be here before the answer.
    const isWaiting = () => state.phase === 'starting';
    try {
      const jobId = readJobId(await ports.ask('job.start', { ref, options: null }));
      const job = { jobId, status: 'queued', done: 0, total: null, sentence: '' } as const;
      if (isWaiting()) setState({ phase: 'job', job });
    } catch (thrown) {
      setState({ phase: 'refused', sentence: toToldError(thrown).message });
    }
  };

  const act = async (action: ButtonAction) => {
    if (state.phase !== 'job') return;
    if (action === 'again') return start();
    const { jobId } = state.job;
    try {
      if (action === 'dashboard') await ports.ask('dashboard.open', { hash: `#${jobId}` });
      if (action === 'reveal') await ports.ask('archive.reveal', { jobId });
      if (action === 'cancel') await ports.ask('job.cancel', { jobId });
      if (action === 'resume') await ports.ask('job.resume', { jobId });
    } catch (thrown) {
      const sentence = toToldError(thrown).message;
      setState({ phase: 'job', job: { ...state.job, sentence } });
    }
  };

  const button = createButtonElement(ports.document, { onStart: start, onAction: act });
  const { host } = button;
  const refresh = () => {
    const known = ports.news.get(ref.url);
    setState(known ? { phase: 'job', job: known } : state);
  };
  refresh();

  return {
    ref,
    host,
    refresh,
    put(container, layout) {
      host.dataset.layout = layout;
      if (layout === 'row') adoptShape(host, container);
      else host.removeAttribute('style');
      if (layout === 'column') container.prepend(host);
      else container.append(host);
      button.keepFocus();
    },
  };
}
