// data table
import type { JsonObject } from '../entity.ts';

/** A kind of file that is easily taken for a descriptor. */
interface Lookalike {
  what: string;
  hint: string;
  matches(root: JsonObject): boolean;
}

const kubernetesGroup =
  /^(v\d+|(apps|batch|autoscaling|policy|extensions)\/.+|[\w.-]+\.k8s\.io\/.+|[\w.-]+\.(istio|openshift|fluxcd|knative|crossplane|tekton|coreos)\.(io|dev|com)\/.+|(argoproj|cert-manager|tekton|external-secrets|keda|karpenter)\.(io|dev|sh)\/.+)$/;

const lookalikes: Lookalike[] = [
  {
    what: 'an OpenAPI definition',
    hint: 'Declare an entity of kind API in a file of its own, and name this file in its spec.definition with $text or $openapi.',
    matches: (root) => 'openapi' in root || 'swagger' in root,
  },
  {
    what: 'an AsyncAPI definition',
    hint: 'Declare an entity of kind API in a file of its own, and name this file in its spec.definition with $text or $asyncapi.',
    matches: (root) => 'asyncapi' in root,
  },
  {
    what: 'a workflow of GitHub Actions',
    hint: 'Descriptors lie beside the code, not under .github/workflows; rename the workflow so that it is not taken for one.',
    matches: (root) => 'jobs' in root && ('on' in root || 'true' in root || 'name' in root),
  },
  {
    what: 'a CI pipeline',
    hint: 'Rename the file so that it is not taken for a descriptor.',
    matches: (root) =>
      !('kind' in root) &&
      ('stages' in root ||
        'pipelines' in root ||
        'workflows' in root ||
        ('steps' in root && ('pool' in root || 'trigger' in root))),
  },
  {
    what: 'a Kubernetes manifest',
    hint: 'Describe the software with an entity of kind Component; the annotation backstage.io/kubernetes-id ties it to its workloads.',
    matches: (root) =>
      typeof root.apiVersion === 'string' && typeof root.kind === 'string' && kubernetesGroup.test(root.apiVersion),
  },
  {
    what: 'a Helm chart',
    hint: 'Rename the file so that it is not taken for a descriptor.',
    matches: (root) =>
      !('kind' in root) && /^v\d$/.test(String(root.apiVersion)) && 'name' in root && 'version' in root,
  },
  {
    what: 'the configuration of a docs site',
    hint: 'Keep it as mkdocs.yml, and point to it with the annotation backstage.io/techdocs-ref: dir:.',
    matches: (root) => 'site_name' in root && !('kind' in root),
  },
  {
    what: 'a Docker Compose file',
    hint: 'Rename the file so that it is not taken for a descriptor.',
    matches: (root) => !('kind' in root) && 'services' in root && !('metadata' in root),
  },
  {
    what: 'the configuration of a portal',
    hint: 'Keep it out of the catalog; it is not an entity.',
    matches: (root) => !('kind' in root) && 'catalog' in root && !('metadata' in root),
  },
];

/** What a document is that is clearly no entity; `undefined` when it may well be meant as one. Ask only about kinds that nobody has described. */
export function lookalikeOf(root: JsonObject): { what: string; hint: string } | undefined {
  return lookalikes.find((each) => each.matches(root));
}
