import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

type Declare = (name: string, run: () => void | Promise<void>) => void;

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

let told = false;

/**
 * For tests in a real browser. Without one they are skipped, and the runner says what to install; with
 * CI=true they run all the same, and fail.
 */
export function needsBrowser(test: Declare & { readonly skip: Declare }): Declare {
  if (process.env['CI'] === 'true' || browserPath() !== undefined) return test;
  if (!told) process.stdout.write('skipped: no Chromium: apt-get install chromium, or name it in CHROMIUM\n');
  told = true;
  return test.skip;
}

/** Starts the browser. As root it has no sandbox; what it opens here is ours. */
export async function launch(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error('no Chromium: apt-get install chromium');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page that lists everything it complains of, and everything it asks for beyond the file itself. */
export async function watchedPage(
  browser: Browser,
  options: { width?: number; dark?: boolean } = {},
): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    colorScheme: options.dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', ({ message }) => troubles.push(`error: ${message}`));
  page.on('request', (request) => {
    const isDocument = request.isNavigationRequest() && request.url().startsWith('file:');
    if (!isDocument && !request.url().startsWith('data:')) troubles.push(`request: ${request.url()}`);
  });
  return { page, troubles };
}

function browserPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  return usual.find((path) => existsSync(path));
}
