import { expect, it } from 'vitest';
import { sortArrivals, textAsFile } from './sort-arrivals';

const file = (name: string, type = '') => new File(['x'], name, { type });
const names = (files: readonly { name: string }[]) => files.map(({ name }) => name);

it('takes mail as mail, what is named after Sent mail as such, and leaves the rest to the documents', () => {
  const { mail, documents } = sortArrivals([
    file('note.EML'),
    file('takeout.zip'),
    file('Sent.mbox'),
    file('Gesendete Objekte.mbox'),
    file('mensajes-enviados.mbx'),
    file('absent colleagues.eml'),
    file('plan.msg'),
    file('4711.partial.emlx'),
    file('attached', 'message/rfc822'),
    file('plan.pdf'),
    file('notes.txt', 'text/plain'),
  ]);
  expect(names(mail.inbox)).toEqual([
    ...['note.EML', 'takeout.zip', 'absent colleagues.eml', 'plan.msg', '4711.partial.emlx', 'attached'],
  ]);
  expect(names(mail.sent)).toEqual(['Sent.mbox', 'Gesendete Objekte.mbox', 'mensajes-enviados.mbx']);
  expect(names(documents)).toEqual(['plan.pdf', 'notes.txt']);
});

it('makes a text file of shared words, named by their title or by when they came', async () => {
  const at = new Date('2026-11-27T08:05:00Z');
  const titled = textAsFile({ title: 'Rota 3/4', text: 'Swap?', url: 'https://desk.example/rota' }, at);
  expect(titled?.name).toBe('Rota 3 4.txt');
  expect(await titled?.text()).toBe('Rota 3/4\n\nSwap?\n\nhttps://desk.example/rota');
  expect(textAsFile({ title: '', text: 'Swap?', url: '' }, at)?.name).toBe(
    'Shared text, 2026-11-27 08:05.txt',
  );
  expect(textAsFile({ title: '', text: '', url: '' }, at)).toBeNull();
});
