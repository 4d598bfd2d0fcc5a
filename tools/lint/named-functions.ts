import type { Rule } from './rule.ts';

const message = "Write 'function name() {}': a named declaration reads better, is hoisted, and shows in stack traces.";

/** A function at the top of a module is a declaration, unless its type is given or the library makes it. */
export const namedFunctions: Rule = {
  create(context) {
    return {
      VariableDeclarator(node) {
        const { init, id } = node;
        if (init?.type !== 'ArrowFunctionExpression' && init?.type !== 'FunctionExpression') return;
        if (id.type !== 'Identifier' || id.typeAnnotation) return;
        const statement = node.parent.parent;
        if (statement?.type === 'Program' || statement?.type === 'ExportNamedDeclaration')
          context.report({ message, node });
      },
    };
  },
};
