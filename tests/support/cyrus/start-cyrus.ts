import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { findCyrus } from '../../../scripts/lib/find-cyrus.mjs';
import { cyrusConf, imapdConf, SERVER_NAME } from './cyrus-settings';
import { logInByImap } from './imap-login';

/** A real Cyrus IMAP server with JMAP, in a folder of its own, for as long as a test runs. */
export interface CyrusServer {
  /** Where its `httpd` answers. */
  readonly url: string;
  /** Makes a user with a mailbox. */
  addUser(name: string, password: string): Promise<void>;
  setPassword(name: string, password: string): void;
  /** The one set last. */
  passwordOf(name: string): string;
  /** Does what administrators have done at night: removes for good what was deleted. Cursors from before are then too old. */
  expire(): void;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/** Null where there is a Cyrus; else why the tests over it are skipped. Throws where every test must run. */
export function whyNoCyrus(): string | null {
  if (findCyrus()) return null;
  if (process.env['CI']) throw new Error(MISSING);
  return MISSING;
}

const MISSING =
  'There is no Cyrus IMAP server. On Debian, `node scripts/bootstrap.mjs --cyrus` as root installs one, to have this tested.';

/** The packages' own user where this runs as root, because Cyrus refuses to; else whoever runs this. */
function runningUser(): { readonly name: string; readonly ids: { uid?: number; gid?: number } } {
  const { username, uid } = userInfo();
  if (uid !== 0) return { name: username, ids: {} };
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'cyrus'], { encoding: 'utf8' }));
  return { name: 'cyrus', ids: { uid: id('-u'), gid: id('-g') } };
}

/** Rejects when there is no Cyrus, or it does not start. */
export async function startCyrus(): Promise<CyrusServer> {
  const programs = findCyrus();
  if (!programs) throw new Error(MISSING);
  const { name: runsAs, ids } = runningUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'deskside-cyrus-'));
  const place = { folder, runsAs, httpPort: await freePort(), imapPort: await freePort() };
  const give = (file: string): void => {
    if (ids.uid !== undefined && ids.gid !== undefined) chownSync(file, ids.uid, ids.gid);
  };
  for (const part of ['.', 'conf', 'proc', 'lock', 'spool', 'sieve', 'socket']) {
    mkdirSync(path.join(folder, part), { recursive: true });
    give(path.join(folder, part));
  }
  const settings = path.join(folder, 'imapd.conf');
  const services = path.join(folder, 'cyrus.conf');
  writeFileSync(settings, imapdConf(place));
  writeFileSync(services, cyrusConf(place, programs));

  const passwords = new Map<string, string>();
  const setPassword = (user: string, password: string): void => {
    passwords.set(user, password);
    const args = ['-c', '-p', '-f', path.join(folder, 'sasldb2'), '-u', SERVER_NAME, user];
    execFileSync(programs.setPassword, args, { input: password, ...ids });
  };
  const master = spawn(
    programs.master,
    ['-C', settings, '-M', services, '-p', path.join(folder, 'master.pid')],
    { ...ids, stdio: 'ignore' },
  );
  const server: CyrusServer = {
    url: `http://127.0.0.1:${place.httpPort}`,
    setPassword,
    passwordOf: (user) => passwords.get(user) ?? '',
    async addUser(user, password) {
      setPassword(user, password);
      // Mailboxes are made at the first login by IMAP, and by no other.
      await logInByImap(place.imapPort, user, password);
    },
    expire: () => {
      execFileSync(programs.expire, ['-C', settings, '-E', '1', '-X', '0'], { ...ids, stdio: 'ignore' });
    },
    async stop() {
      await ended(master);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  try {
    await answering(server.url, master);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function answering(url: string, master: ChildProcess): Promise<void> {
  const endsAt = Date.now() + START_MS;
  for (;;) {
    const answers = await fetch(`${url}/jmap`).then(
      ({ status }) => status === 401,
      () => false,
    );
    if (answers) return;
    if (master.exitCode !== null)
      throw new Error(`Cyrus ended with ${master.exitCode}; the system's log says why.`);
    if (Date.now() > endsAt) throw new Error('Cyrus did not start in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ended(master: ChildProcess): Promise<void> {
  if (master.exitCode !== null || master.signalCode !== null) return;
  const end = new Promise((resolve) => master.once('exit', resolve));
  master.kill('SIGTERM');
  await end;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
