import { expect, it } from 'vitest';
import { writerCard } from '../../../tests/support/real-router';
import type { ModelListing } from '../../contracts/model';
import type { OwnServer } from '../../contracts/own-server';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import type { ModelCard } from '../api';
import { meansFor } from './means';

const server = (id: string, baseUrl: string): OwnServer => ({
  ...{ id, name: id, kind: 'ollama', baseUrl, apiKey: null, models: [] },
});
const onServer = (serverId: string): ModelCard =>
  writerCard({
    ...{ id: `server:${serverId}`, name: 'Llama', parameters: 0 },
    source: { kind: 'server', serverId, model: 'Llama' },
  });
const BIG = writerCard({ id: 'big', name: 'Big', parameters: 900 });
const BROWSER = writerCard({
  ...{ id: 'browser', name: 'Summariser', writes: 'summaries', parameters: 0 },
  source: { kind: 'browser' } as ModelListing['source'],
});
const ownServers = [server('near', 'http://localhost:11434/v1/'), server('far', 'https://rack.example/v1/')];
const cards = [writerCard(), onServer('far'), BROWSER, BIG, onServer('near')];
const settings = { ...DEFAULT_SETTINGS, ownServers };

it('lists what could help, the nearest first, and knows what leaves this machine', () => {
  const { writer, others } = meansFor('summary', settings, cards);
  expect(writer).toMatchObject({ route: 'local', name: 'Small writer', leaves: false });
  expect(others.map(({ name, route, leaves }) => [name, route, leaves])).toEqual([
    ['Big', 'larger-local', false],
    ['Summariser', 'built-in', false],
    ['Llama on far', 'own-server', true],
    ['Llama on near', 'own-server', false],
  ]);
  expect(meansFor('draft', settings, cards).others.map(({ modelId }) => modelId)).not.toContain('browser');
});

it('has no writer where writing is off, and no help in what is smaller or not installed', () => {
  expect(meansFor('summary', { ...settings, generation: false }, cards).writer).toBeNull();
  const missing = { ...BIG, status: { ...BIG.status, state: 'absent' } } as unknown as ModelCard;
  expect(meansFor('summary', { ...settings, generatorId: 'big' }, [writerCard(), BIG]).others).toEqual([]);
  expect(meansFor('summary', settings, [writerCard(), missing]).others).toEqual([]);
});

it('takes a server that nobody knows any more for one that is far', () => {
  const [place] = meansFor('summary', { ...settings, ownServers: [] }, [onServer('gone')]).others;
  expect(place?.leaves).toBe(true);
});
