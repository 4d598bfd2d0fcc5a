/** A folder of repositories on the disk, for whole portals. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export class Company {
  readonly folder = mkdtempSync(join(tmpdir(), 'callboard-company-'));

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Writes the descriptor of a repository that holds one component. */
  component(name: string, description = 'A component', repository = name): void {
    this.write(`${repository}/catalog-info.yaml`, component(name, description));
  }

  /** So many repositories, `c0` and so on. */
  components(count: number, description?: string): void {
    for (let index = 0; index < count; index += 1) this.component(`c${index}`, description);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function component(name: string, description: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n  description: ${description}\nspec:\n  type: service\n  lifecycle: production\n  owner: team-a\n`;
}
