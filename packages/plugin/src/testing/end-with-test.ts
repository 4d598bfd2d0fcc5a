/** Has something end when the test that it is started in ends. Elsewhere, whoever started it ends it. */
export async function endWithTest(end: () => Promise<void>): Promise<void> {
  if (process.env['VITEST']) {
    const { onTestFinished } = await import('vitest');
    onTestFinished(end);
  } else if (process.env['NODE_TEST_CONTEXT']) {
    const { after } = await import('node:test');
    after(end);
  }
}
