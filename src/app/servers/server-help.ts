import type { OwnServerKind } from '../../contracts/own-server';
import type { ServerHelpTopic } from '../../platform/openai-client/test-server';

/** Something to type in, and where. */
export interface HelpCommand {
  /** For instance the system that it is for; empty where there is no choice. */
  readonly where: string;
  readonly text: string;
}

export interface HelpPart {
  readonly text: string;
  readonly commands: readonly HelpCommand[];
}

/** How a product is set up so that Deskside can use it. */
export type ServerHelp = Readonly<Record<ServerHelpTopic, HelpPart>>;

/** Where each product answers unless it was set up otherwise. */
export const SERVER_ADDRESSES: Readonly<Record<OwnServerKind, string>> = {
  ollama: 'http://localhost:11434/v1/',
  'llama-cpp': 'http://localhost:8080/v1/',
  vllm: 'http://localhost:8000/v1/',
  'lm-studio': 'http://localhost:1234/v1/',
  localai: 'http://localhost:8080/v1/',
  jan: 'http://127.0.0.1:1337/v1/',
  other: 'http://localhost:8000/v1/',
};

/**
 * What to do so that pages of `origin` can use a server of this kind: how to start it, how to let the page read its answers (CORS), where its key
 * comes from, and how it gets a model.
 */
export function serverHelp(kind: OwnServerKind, origin: string): ServerHelp {
  return { address: address(kind), permission: PERMISSION, ...PRODUCTS[kind](origin) };
}

function part(
  text: string,
  ...commands: readonly (string | readonly [where: string, text: string])[]
): HelpPart {
  return {
    text,
    commands: commands.map((command) =>
      typeof command === 'string' ? { where: '', text: command } : { where: command[0], text: command[1] },
    ),
  };
}

function address(kind: OwnServerKind): HelpPart {
  return part(
    `Unless it was set up otherwise, it answers at ${SERVER_ADDRESSES[kind]}. A page that came over HTTPS can reach plain HTTP on its own machine only; a server elsewhere needs HTTPS, or Deskside has to be hosted in the same network over HTTP.`,
  );
}

/** Chrome's names for the two permissions of Local Network Access, since version 145. */
const PERMISSION = part(
  'Chrome, Edge and their relatives ask once whether this page may reach apps on this device or devices in the local network. If it was refused, click the symbol to the left of the page’s address, open the site settings, and allow “Apps on device” for a server on this machine, or “Local network” for one elsewhere in the network.',
);

type ProductHelp = Omit<ServerHelp, 'address' | 'permission'>;

const PRODUCTS: Readonly<Record<OwnServerKind, (origin: string) => ProductHelp>> = {
  ollama: (origin) => ({
    start: part('Start the Ollama app, or run the server by hand.', 'ollama serve'),
    cors: part(
      'Ollama lets in pages that come from this machine itself. To let in this page, name it in OLLAMA_ORIGINS, then quit Ollama and start it again.',
      ['macOS', `launchctl setenv OLLAMA_ORIGINS "${origin}"`],
      ['Windows', `setx OLLAMA_ORIGINS "${origin}"`],
      [
        'Linux, as a service (sudo systemctl edit ollama.service)',
        `[Service]\nEnvironment="OLLAMA_ORIGINS=${origin}"`,
      ],
      ['By hand', `OLLAMA_ORIGINS="${origin}" ollama serve`],
      [
        'Docker',
        `docker run -e OLLAMA_ORIGINS="${origin}" -v ollama:/root/.ollama -p 11434:11434 ollama/ollama`,
      ],
    ),
    key: part('Ollama asks for no key, unless a proxy in front of it does.'),
    models: part(
      'Get a model, for instance this one. Ollama gives a model little context unless told otherwise, which long mails do not fit into; OLLAMA_CONTEXT_LENGTH, set in the same way as OLLAMA_ORIGINS, gives it more.',
      'ollama pull llama3.2',
      'OLLAMA_CONTEXT_LENGTH=8192 ollama serve',
    ),
  }),
  'llama-cpp': (origin) => ({
    start: part('Start the server with a model.', 'llama-server -m model.gguf --port 8080'),
    cors: part(
      'llama-server lets every page in, unless it was started with “--cors-origins”, with tools or with MCP servers. Name this page to let in no others.',
      `llama-server -m model.gguf --port 8080 --cors-origins "${origin}"`,
    ),
    key: part('It is the one that the server was started with.', 'llama-server -m model.gguf --api-key KEY'),
    models: part(
      'It serves the model that it was started with, in its whole context unless “-c” says less. For a model that makes vectors, add “--embeddings”.',
      'llama-server -m model.gguf -c 8192',
    ),
  }),
  vllm: (origin) => ({
    start: part('Start the server with a model.', 'vllm serve MODEL'),
    cors: part(
      'vLLM lets every page in, unless “--allowed-origins” says otherwise. Name this page to let in no others.',
      `vllm serve MODEL --allowed-origins '["${origin}"]'`,
    ),
    key: part('It is the one that the server was started with.', 'vllm serve MODEL --api-key KEY'),
    models: part(
      'It serves the model that it was started with. For a model that thinks before it answers, “--reasoning-parser” keeps its thoughts apart.',
      'vllm serve MODEL --max-model-len 8192',
    ),
  }),
  'lm-studio': () => ({
    start: part(
      'In LM Studio, open the Developer tab and turn the server on; or start it from a terminal.',
      'lms server start --cors',
    ),
    cors: part(
      'Under Developer, Server Settings, turn on “Enable CORS”. It then lets every page in. From a terminal, stop the server and start it again like this.',
      'lms server start --cors',
    ),
    key: part(
      'LM Studio asks for one only if “Require Authentication” is on under Developer, Server Settings; it is made there as well.',
    ),
    models: part('Download a model in LM Studio, or from a terminal, and load it.', 'lms get', 'lms load'),
  }),
  localai: (origin) => ({
    start: part('Start LocalAI, for instance with Docker.', 'docker run -p 8080:8080 localai/localai:latest'),
    cors: part(
      'LocalAI lets no page in until it is told to.',
      ['By hand', `LOCALAI_CORS=true LOCALAI_CORS_ALLOW_ORIGINS="${origin}" local-ai run`],
      [
        'Docker',
        `docker run -e LOCALAI_CORS=true -e LOCALAI_CORS_ALLOW_ORIGINS="${origin}" -p 8080:8080 localai/localai:latest`,
      ],
    ),
    key: part('It is one of those in LOCALAI_API_KEY, if that was set when LocalAI was started.'),
    models: part(
      'Install a model on LocalAI’s own page, or from a terminal.',
      'local-ai models install MODEL',
    ),
  }),
  jan: () => ({
    start: part('In Jan, open Settings, Local API Server, and start the server.'),
    cors: part(
      'In Jan, open Settings, Local API Server, and see that “Cross-Origin Resource Sharing (CORS)” is on. Where the server is reached by another name than localhost or 127.0.0.1, that name must be among the trusted hosts. Then start the server again.',
    ),
    key: part('It is the API key under Settings, Local API Server. Jan does not answer without one.'),
    models: part('Download a model in Jan’s hub. The server loads it when it is first asked.'),
  }),
  other: (origin) => ({
    start: part('Start the server, and see in its log at which address and port it listens.'),
    cors: part(
      `The server has to let in pages of ${origin}: it answers with the header “Access-Control-Allow-Origin” that names them, also to requests of the method OPTIONS, and allows the headers “Authorization” and “Content-Type”. Its documentation says how under “CORS”.`,
    ),
    key: part('Its documentation says whether it wants one, as a bearer token.'),
    models: part('Load a model on the server, so that GET /v1/models lists it.'),
  }),
};
