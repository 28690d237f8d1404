import { expose } from 'comlink';

/** A worker in this thread: a channel, one end of which answers as `api`. */
export class FakeWorker extends EventTarget {
  readonly #ports = new MessageChannel();
  isEnded = false;
  constructor(api: object) {
    super();
    expose(api, this.#ports.port2);
    this.#ports.port1.addEventListener('message', (event) =>
      this.dispatchEvent(new MessageEvent('message', { data: event.data })),
    );
    this.#ports.port1.start();
  }
  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#ports.port1.postMessage(message, transfer);
  }
  terminate(): void {
    this.isEnded = true;
    this.#ports.port1.close();
  }
}
