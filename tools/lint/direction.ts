import { isBuiltin } from 'node:module';
import { dirname, posix, relative, sep } from 'node:path';
import type { Rule } from './rule.ts';
import { specifierZones, zones, type Zone } from './zones.ts';

/** Every import goes in the direction that `zones.ts` gives, and stays out of other plugins. */
export const direction: Rule = {
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const zone = zoneOf(file);
    if (zone === undefined) return {};

    function check(node: Node): void {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const message = wrongImport(
        file,
        zone as Zone,
        specifier,
        node.importKind === 'type' || node.exportKind === 'type',
      );
      if (message !== undefined) context.report({ message, node: node.source as never });
    }
    return {
      ImportDeclaration: (node) => check(node as Node),
      ExportNamedDeclaration: (node) => check(node as Node),
      ExportAllDeclaration: (node) => check(node as Node),
      ImportExpression: (node) => check(node as unknown as Node),
    };
  },
};

interface Node {
  source?: { value?: unknown } | null;
  importKind?: string;
  exportKind?: string;
}

function zoneOf(file: string): Zone | undefined {
  return zones.find((zone) => zone.files.test(file));
}

/** What is wrong with importing `specifier` in `file`; undefined when nothing is. */
function wrongImport(file: string, zone: Zone, specifier: string, typeOnly: boolean): string | undefined {
  const test = /\.test\.tsx?$/.test(file);
  if (isBuiltin(specifier)) {
    if (zone.node || test) return undefined;
    return `${zone.name} runs in the browser too: it may not use '${specifier}' of Node.`;
  }
  if (specifier.startsWith('@callboard/')) return forbidden(zone, specifierZones[specifier], specifier);
  if (!specifier.startsWith('.')) return undefined;

  const target = posix.join(dirname(file), specifier);
  if (test && target.startsWith('tests/setup/')) return undefined;
  const targetZone = zoneOf(target);
  if (file.startsWith('plugins/') && pluginOf(file) !== pluginOf(target)) {
    return `A plugin imports nothing of another, and of ours only the kit: not '${specifier}'. Plugins meet through services.`;
  }
  // Types leave nothing behind, so the two halves of one plugin may share them.
  if (file.startsWith('plugins/') && typeOnly) return undefined;
  if (target.startsWith('packages/') && packageOf(file) !== packageOf(target)) {
    return `Import the package by its name, not by the path '${specifier}'.`;
  }
  return forbidden(zone, targetZone?.name, specifier);
}

function forbidden(zone: Zone, target: string | undefined, specifier: string): string | undefined {
  if (target === zone.name || (target !== undefined && zone.mayImport.includes(target))) return undefined;
  const allowed = zone.mayImport.length > 0 ? zone.mayImport.join(', ') : 'nothing of ours';
  return `${zone.name} may import ${allowed}; '${specifier}' is ${target ?? 'outside every zone'}.`;
}

function pluginOf(file: string): string | undefined {
  return /^plugins\/([^/]+)\//.exec(file)?.[1];
}

function packageOf(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}
