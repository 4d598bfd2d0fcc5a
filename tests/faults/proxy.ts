/** A network between portal and database that can be cut, and can fall silent. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Proxy {
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #silent = false;
  port = 0;

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  /** In front of the server of a URL. */
  static async open(url: string): Promise<Proxy> {
    const { hostname, port } = new URL(url);
    const proxy = new Proxy({ host: hostname, port: Number(port || 5432) });
    await proxy.up();
    return proxy;
  }

  /** The same URL, through here. */
  urlOf(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }

  /** As if the server had been started. */
  async up(): Promise<void> {
    this.#silent = false;
    this.#server = createServer((socket) => this.#forward(socket)).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as { port: number }).port;
  }

  /** As if the server had been stopped: connections end, new ones are refused. */
  async down(): Promise<void> {
    const closed = once(this.#server!, 'close');
    this.#server!.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** As if the cable had been pulled: nothing is refused, nothing is answered. */
  silence(): void {
    this.#silent = true;
  }

  #forward(inside: Socket): void {
    const outside = connect(this.#target);
    const pass = (from: Socket, to: Socket) => {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        if (!this.#silent) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    };
    pass(inside, outside);
    pass(outside, inside);
  }
}
