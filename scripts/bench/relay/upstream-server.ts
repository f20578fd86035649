/** The fake provider of the benchmark, a process of its own: answers at once, and writes streams word by word. Its argument is the port. */
import { createServer, type ServerResponse } from 'node:http';
import { streamedAnswer, wholeAnswer } from './upstream-answer.ts';

const WHOLE = wholeAnswer();
const WITH_USAGE = streamedAnswer(true);
const WITHOUT_USAGE = streamedAnswer(false);

/** A turn of the event loop between two words, so that they come as packets of their own. */
function writeStream(response: ServerResponse, events: readonly Buffer[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  let at = 0;
  const next = (): void => {
    const event = events[at++];
    if (event === undefined) {
      response.end();
      return;
    }
    response.write(event);
    setImmediate(next);
  };
  next();
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString();
    if (/"stream":\s*true/.test(body)) {
      writeStream(response, /"include_usage":\s*true/.test(body) ? WITH_USAGE : WITHOUT_USAGE);
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': WHOLE.length })
      .end(WHOLE);
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1');
