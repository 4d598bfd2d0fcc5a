/** Why a deployer could not be called, for people and logs. What the reader throws names the whole address, in which secrets may stand. */
const REASONS: Record<string, string> = {
  'source-unreachable': 'The deployer cannot be reached.',
  'response-too-slow': 'The deployer did not answer in time.',
  'redirect-refused': 'The deployer redirects elsewhere: report the address that it leads to.',
  'address-refused': 'The portal may not call this address: whoever runs it adds the host to reading.allowPrivate.',
  'file-too-large': 'The deployer answered with too much.',
};

export function whyNot(error: unknown): string {
  return REASONS[(error as { code?: string }).code ?? ''] ?? 'The deployer could not be called.';
}
