/** Jenkins, GitLab CI and GitHub Actions: one way of making up builds, three ways of telling them. */
import { jsonText, Reply, z, type Http } from '@callboard/plugin/server';
import { chance, digits, MINUTE, pick } from './chance.ts';

const ask = { permission: 'sample-tools.ask' } as const;
const REMEMBERED = 200;

interface Build {
  number: number;
  at: number;
  took: number;
  state: 'running' | 'passed' | 'failed';
  branch: string;
  commit: string;
}

/** Builds that somebody asked for, by project, the newest last. */
const askedFor = new Map<string, number[]>();

/** The newest first. */
function buildsOf(project: string, most: number): Build[] {
  const now = Date.now();
  const every = (35 + chance(project) * 90) * MINUTE;
  const newest = Math.floor(now / every);
  const asked = askedFor.get(project) ?? [];
  // The newest of them may be still to come.
  const times = Array.from({ length: most + 1 }, (_one, index) => {
    const number = newest - index;
    return { number, at: number * every + chance(project, number, 'begin') * 20 * MINUTE };
  }).filter(({ at }) => at <= now);
  const again = asked.map((at, index) => ({ number: newest + 1 + index, at }));
  return [...again.reverse(), ...times].slice(0, most).map(({ number, at }): Build => {
    const took = (3 + chance(project, number, 'took') * 5) * MINUTE;
    const branch = pick(['main', 'main', 'main', `fix-${digits(4, project, number)}`], project, number, 'branch');
    const state = at + took > now ? 'running' : chance(project, number, 'ends') < 0.14 ? 'failed' : 'passed';
    // Numbers of builds are small.
    return { number: number % 100_000, at, took, state, branch, commit: digits(40, project, number) };
  });
}

function askFor(project: string): void {
  if (askedFor.size >= REMEMBERED) askedFor.clear();
  askedFor.set(project, [...(askedFor.get(project) ?? []), Date.now()].slice(-5));
}

export function addJenkins(http: Http): void {
  const jobOf = (path: string) => /^job\/(.+?)\/(?:api\/json|build)$/.exec(path)?.[1]?.split('/job/').join('/');
  http.get('/jenkins/*', ask, ({ params }) => {
    const job = jobOf(String(Object.values(params)[0]));
    if (job === undefined) return new Reply(404);
    return {
      _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
      builds: buildsOf(job, 6).map(({ number, at, took, state, branch, commit }) => ({
        _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
        actions: [
          {},
          {
            _class: 'hudson.plugins.git.util.BuildData',
            lastBuiltRevision: { SHA1: commit, branch: [{ name: `refs/remotes/origin/${branch}` }] },
          },
        ],
        building: state === 'running',
        duration: state === 'running' ? 0 : Math.round(took),
        number,
        result: state === 'running' ? null : state === 'passed' ? 'SUCCESS' : 'FAILURE',
        timestamp: Math.round(at),
        url: `https://jenkins.nightjar.example/job/${job.split('/').join('/job/')}/${number}/`,
      })),
    };
  });
  http.post('/jenkins/*', ask, ({ params }) => {
    const job = jobOf(String(Object.values(params)[0]));
    if (job === undefined) return new Reply(404);
    askFor(job);
    return new Reply(201);
  });
}

export function addGitLab(http: Http): void {
  const project = z.object({ project: z.string().max(300) });
  const query = z.object({ per_page: z.coerce.number().int().min(1).max(100).default(20) });
  http.get('/gitlab/api/v4/projects/:project/pipelines', { ...ask, params: project, query }, ({ params, query: { per_page } }) =>
    buildsOf(params.project, per_page).map(({ number, at, took, state, branch, commit }) => ({
      id: 4_000_000 + number,
      iid: number,
      ref: branch,
      sha: commit,
      source: 'push',
      status: state === 'passed' ? 'success' : state,
      created_at: new Date(at).toISOString(),
      updated_at: new Date(state === 'running' ? Date.now() : at + took).toISOString(),
      web_url: `https://gitlab.nightjar.example/${params.project}/-/pipelines/${4_000_000 + number}`,
    })),
  );
  http.post(
    '/gitlab/api/v4/projects/:project/pipelines/:id/retry',
    { ...ask, params: project.extend({ id: z.coerce.number() }) },
    ({ params }) => {
      askFor(params.project);
      return jsonText(JSON.stringify({ id: params.id, status: 'pending' }), 201);
    },
  );
}

export function addGitHub(http: Http): void {
  const params = z.object({ owner: z.string().max(100), name: z.string().max(100) });
  const query = z.object({ per_page: z.coerce.number().int().min(1).max(100).default(30) });
  http.get('/github/repos/:owner/:name/actions/runs', { ...ask, params, query }, ({ params: { owner, name }, query: { per_page } }) => {
    const runs = buildsOf(`${owner}/${name}`, per_page);
    return {
      total_count: 412,
      workflow_runs: runs.map(({ number, at, took, state, branch, commit }) => ({
        id: 9_000_000_000 + number,
        name: 'CI',
        run_number: number,
        run_attempt: 1,
        event: 'push',
        status: state === 'running' ? 'in_progress' : 'completed',
        conclusion: state === 'running' ? null : state === 'passed' ? 'success' : 'failure',
        head_branch: branch,
        head_sha: commit,
        created_at: new Date(at).toISOString(),
        run_started_at: new Date(at).toISOString(),
        updated_at: new Date(state === 'running' ? Date.now() : at + took).toISOString(),
        html_url: `https://github.com/${owner}/${name}/actions/runs/${9_000_000_000 + number}`,
      })),
    };
  });
  http.post(
    '/github/repos/:owner/:name/actions/runs/:id/rerun',
    { ...ask, params: params.extend({ id: z.coerce.number() }) },
    ({ params: { owner, name } }) => {
      askFor(`${owner}/${name}`);
      return jsonText('{}', 201);
    },
  );
}
