import { CANCELLED, DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { OwnServer, OwnServerModel } from '../../contracts/own-server';
import type { Fetch } from '../fetch';
import type { ServerConnection } from './ask-server';
import { ChatSession } from './chat-session';
import { findObstacle, type Obstacle } from './find-obstacle';
import { hostKind } from './host-kind';
import { listServerModels } from './list-server-models';
import { browserSurroundings, type PageSurroundings } from './page-surroundings';
import { requestEmbeddings } from './request-embeddings';
import { KeyRefused, ServerSilent } from './server-failures';

/** What the user is to be told more about, when a step failed. */
export type ServerHelpTopic = 'address' | 'start' | 'cors' | 'permission' | 'key' | 'models';

export interface ServerTestStep {
  readonly id: 'address' | 'connection' | 'reading' | 'key' | 'models' | 'answer' | 'vectors';
  /** `skipped`: there was nothing to try. */
  readonly state: 'passed' | 'failed' | 'skipped';
  /** A sentence: what was found, and what to do when it failed. */
  readonly message: string;
  readonly help: ServerHelpTopic | null;
}

export interface ServerTestReport {
  /** Those that were taken, in order; a failure ends them, but for one of the last two. */
  readonly steps: readonly ServerTestStep[];
  /** All that the server lists. */
  readonly models: readonly OwnServerModel[];
}

export interface ServerTestOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Called after each step with all of them so far. */
  readonly onStep?: (steps: readonly ServerTestStep[]) => void;
  /** Those of this page when left out. */
  readonly surroundings?: PageSurroundings;
}

/** A failed step, on its way out of the test. */
class StepFailed extends Error {}

/**
 * Tries a server step by step: the address, the connection, whether this page may read the answers, the key, the models, one word of an answer
 * and one vector. Words and text are the test's own. The models that the user picked are tried, else the first of each kind. Rejects only
 * with `cancelled`.
 */
export async function testServer(
  server: OwnServer,
  { fetch, signal, onStep, surroundings = browserSurroundings() }: ServerTestOptions,
): Promise<ServerTestReport> {
  const connection = { server, fetch };
  const steps: ServerTestStep[] = [];
  let models: readonly OwnServerModel[] = [];
  const add = (step: ServerTestStep): void => {
    steps.push(step);
    onStep?.([...steps]);
    if (step.state === 'failed' && step.id !== 'answer' && step.id !== 'vectors') throw new StepFailed();
  };
  try {
    add(addressStep(server, surroundings));
    models = await readModels(connection, surroundings, signal, add);
    add(modelsStep(server, models));
    add(await answerStep(connection, models, signal));
    add(await vectorsStep(connection, models, signal));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
  }
  return { steps, models };
}

function addressStep({ baseUrl }: OwnServer, page: PageSurroundings): ServerTestStep {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return failed('address', 'This is no address. It looks like http://localhost:11434/v1/.', 'address');
  }
  const isPageSecure = page.origin.startsWith('https:');
  if (isPageSecure && url.protocol === 'http:' && hostKind(url.hostname) !== 'loopback') {
    return failed(
      'address',
      'This page came over HTTPS, so the browser lets it reach plain HTTP on this machine only. Run the server here, give it HTTPS, or host Deskside yourself in your network over HTTP.',
      'address',
    );
  }
  if (!page.isAllowed(baseUrl)) {
    return failed(
      'address',
      `This page may not reach ${url.host} yet: the places that it may reach are fixed when it loads. Save the server, load the page again, then test it.`,
      null,
    );
  }
  return passed('address', `This page may reach ${url.host}.`);
}

/** The steps up to the list of models, all of which one request tells. */
async function readModels(
  connection: ServerConnection,
  page: PageSurroundings,
  signal: AbortSignal,
  add: (step: ServerTestStep) => void,
): Promise<readonly OwnServerModel[]> {
  const { server } = connection;
  const { host } = new URL(server.baseUrl);
  try {
    const models = await listServerModels(connection, signal);
    add(passed('connection', `A server answers at ${host}.`));
    add(passed('reading', `It lets pages of ${page.origin} read its answers.`));
    add(passed('key', server.apiKey === null ? 'It asks for no key.' : 'It accepts the key.'));
    return models;
  } catch (error) {
    const failure = failureUnlessCancelled(error);
    // To look for what is in the way would be one more question that is not answered.
    if (error instanceof ServerSilent) add(failed('connection', failure.message, 'start'));
    if (failure.code === 'server-unreachable') {
      const obstacle = await findObstacle(connection, page, signal);
      if (signal.aborted) throw new DesksideError(CANCELLED, { cause: error });
      for (const step of obstacleSteps(obstacle, host, page.origin)) add(step);
    }
    add(passed('connection', `A server answers at ${host}.`));
    add(passed('reading', `It lets pages of ${page.origin} read its answers.`));
    const isKey = error instanceof KeyRefused;
    if (!isKey)
      add(passed('key', server.apiKey === null ? 'It asks for no key.' : 'It did not mind the key.'));
    add(failed(isKey ? 'key' : 'models', failure.message, isKey ? 'key' : 'address'));
    return [];
  }
}

function obstacleSteps(obstacle: Obstacle, host: string, origin: string): readonly ServerTestStep[] {
  const answers = passed('connection', `A server answers at ${host}.`);
  switch (obstacle) {
    case 'permission-denied':
      return [
        failed(
          'connection',
          `The browser was told that this page may not reach ${host}. Allow it in the browser’s settings for this page, then try again.`,
          'permission',
        ),
      ];
    case 'not-readable':
      return [
        answers,
        failed(
          'reading',
          `It does not let pages of ${origin} read its answers. Allow this origin on the server (CORS), then start it again.`,
          'cors',
        ),
      ];
    case 'key-not-accepted':
      return [
        answers,
        failed(
          'reading',
          `It lets pages of ${origin} read its answers, but not send a key. Leave the key out if it needs none; else allow the header “Authorization” on the server (CORS).`,
          'cors',
        ),
      ];
    case 'not-running':
      return [
        failed(
          'connection',
          `Nothing answers at ${host}. Start the server there, or correct the address.`,
          'start',
        ),
      ];
    case 'unknown':
      return [
        failed(
          'connection',
          `Nothing that this page may read answers at ${host}. Either the server does not run there, or it does not allow pages of ${origin} (CORS); this browser does not tell which.`,
          'start',
        ),
      ];
  }
}

function modelsStep({ name, models: picked }: OwnServer, models: readonly OwnServerModel[]): ServerTestStep {
  if (models.length === 0) {
    return failed('models', `“${name}” lists no model. Get or load one there, then try again.`, 'models');
  }
  const missing = picked.filter((model) => !models.some((listed) => listed.name === model.name));
  const count = `It lists ${models.length} ${models.length === 1 ? 'model' : 'models'}`;
  if (missing.length === 0) return passed('models', `${count}.`);
  return failed('models', `${count}, but not ${missing.map((model) => model.name).join(', ')}.`, 'models');
}

async function answerStep(
  connection: ServerConnection,
  models: readonly OwnServerModel[],
  signal: AbortSignal,
): Promise<ServerTestStep> {
  const model = modelToTry(connection.server, models, 'text-generation');
  if (!model) return skipped('answer', 'It lists no model that writes.');
  const startedAt = performance.now();
  const turns = [{ role: 'user' as const, content: 'Say: good morning.' }];
  try {
    const session = new ChatSession(connection, model);
    for await (const { text, thought } of session.stream({ turns, maxTokens: 16 }, signal)) {
      if (text !== '' || thought !== '') break;
    }
  } catch (error) {
    return failed('answer', failureUnlessCancelled(error).message, 'models');
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return passed('answer', `${model} began to answer after ${seconds} s.`);
}

async function vectorsStep(
  connection: ServerConnection,
  models: readonly OwnServerModel[],
  signal: AbortSignal,
): Promise<ServerTestStep> {
  const model = modelToTry(connection.server, models, 'feature-extraction');
  if (!model) return skipped('vectors', 'It lists no model that makes vectors of texts.');
  try {
    const [vector = []] = await requestEmbeddings(connection, model, ['Good morning.'], signal);
    return passed('vectors', `${model} makes vectors of ${vector.length} numbers.`);
  } catch (error) {
    return failed('vectors', failureUnlessCancelled(error).message, 'models');
  }
}

function modelToTry(
  { models: picked }: OwnServer,
  listed: readonly OwnServerModel[],
  task: OwnServerModel['task'],
): string | undefined {
  return [...picked, ...listed].find((model) => model.task === task)?.name;
}

function failureUnlessCancelled(error: unknown): Failure {
  const failure = toFailure(error);
  if (failure.code === 'cancelled') throw error;
  return failure;
}

function passed(id: ServerTestStep['id'], message: string): ServerTestStep {
  return { id, state: 'passed', message, help: null };
}

function skipped(id: ServerTestStep['id'], message: string): ServerTestStep {
  return { id, state: 'skipped', message, help: null };
}

function failed(id: ServerTestStep['id'], message: string, help: ServerHelpTopic | null): ServerTestStep {
  return { id, state: 'failed', message, help };
}
