import type { Manifest } from '@callboard/core';

/** What plugins offer each other. Both sides declare the id in their manifests. */
export class ServiceTable {
  readonly #offered = new Map<string, { plugin: string; implementation: unknown }>();

  /** @throws when the manifest does not declare it, or another plugin offers it already */
  offer({ id, services }: Manifest, service: string, implementation: unknown): void {
    if (!services.offers.includes(service))
      throw new Error(`${id}: the manifest does not declare that it offers ${service}`);
    const taken = this.#offered.get(service);
    if (taken) throw new Error(`${id}: the service ${service} is offered by the plugin ${taken.plugin} already`);
    this.#offered.set(service, { plugin: id, implementation });
  }

  /** @throws when the manifest does not declare it, or no running plugin offers it */
  use<T>({ id, services }: Manifest, service: string): T {
    if (!services.uses.includes(service))
      throw new Error(`${id}: the manifest does not declare that it uses ${service}`);
    const offered = this.#offered.get(service);
    if (!offered) throw new Error(`${id}: no running plugin offers ${service}`);
    return offered.implementation as T;
  }

  /** Takes back everything that a plugin offers. */
  remove(plugin: string): void {
    for (const [service, offered] of this.#offered) if (offered.plugin === plugin) this.#offered.delete(service);
  }
}
