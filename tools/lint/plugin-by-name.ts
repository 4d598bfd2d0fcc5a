import type { Rule } from './rule.ts';

const message =
  'The host never asks which plugin it has: let the manifest declare the property that you are after, and ask for that.';

/** Finds `plugin.id === 'catalog'`, its like, and `switch (manifest.id)`, in the code of the host. */
export const pluginByName: Rule = {
  create(context) {
    return {
      BinaryExpression(node) {
        if (!['===', '==', '!==', '!='].includes(node.operator)) return;
        const sides = [node.left, node.right] as Expression[];
        if (sides.some(isText) && sides.some(isPluginId)) context.report({ message, node });
      },
      SwitchStatement(node) {
        if (isPluginId(node.discriminant as Expression)) context.report({ message, node });
      },
    };
  },
};

interface Expression {
  type: string;
  value?: unknown;
  name?: string;
  object?: Expression;
  property?: Expression;
}

function isText(node: Expression): boolean {
  return node.type === 'Literal' && typeof node.value === 'string';
}

/** `pluginId`, `plugin.id`, `manifest.id`, and the same further inside, such as `entry.plugin.id`. */
function isPluginId(node: Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'pluginId';
  if (node.type !== 'MemberExpression' || node.property?.name !== 'id') return false;
  const owner = node.object?.type === 'MemberExpression' ? node.object.property : node.object;
  return owner?.name === 'plugin' || owner?.name === 'manifest';
}
