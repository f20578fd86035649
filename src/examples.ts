/** The page `examples.html`: what developers can do with Deskside's modules, run here, with the code beside it. */
import './platform/install-trusted-types';
import { toFailure } from './contracts/failure';
import { EXAMPLES, type Example, type ExampleInput } from './examples/examples';
import { exampleHash, readExampleHash } from './examples/example-link';
import { speakPage } from './ui/i18n/page-words';
import './ui/styles/fonts.css';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/examples-page.css';

function element<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`examples.html has no #${id}.`);
}

const list = element('list', HTMLElement);
const title = element('title', HTMLElement);
const about = element('about', HTMLElement);
const form = element('form', HTMLFormElement);
const fields = element('fields', HTMLElement);
const run = element('run', HTMLButtonElement);
const link = element('link', HTMLAnchorElement);
const output = element('output', HTMLElement);
const code = element('code', HTMLElement);

const { say, inPageLanguage } = await speakPage(document);
let example: Example;

const titleOf = ({ id }: Example): string => say(`examples_${id.replaceAll('-', '_')}`);

function inputNow(): ExampleInput {
  const data = new FormData(form);
  return Object.fromEntries(example.fields.map(({ name }) => [name, String(data.get(name) ?? '')]));
}

function show(): void {
  const read = readExampleHash(location.hash);
  example = read.example;
  title.textContent = titleOf(example);
  about.textContent = say(`examples_${example.id.replaceAll('-', '_')}_about`);
  code.textContent = example.code;
  output.textContent = '';
  document.title = `${titleOf(example)} · ${say('examples_page')}`;
  fields.replaceChildren(...example.fields.map((field) => makeField(field, read.input[field.name] ?? '')));
  list.replaceChildren(...EXAMPLES.map(makeLink));
  updateLink();
}

function makeField({ name, label, rows }: Example['fields'][number], value: string): HTMLElement {
  const wrapper = document.createElement('label');
  const control = document.createElement(rows > 1 ? 'textarea' : 'input');
  if (control instanceof HTMLTextAreaElement) control.rows = rows;
  Object.assign(control, { name, value, className: 'field', spellcheck: false });
  wrapper.append(say(label), control);
  return wrapper;
}

function makeLink(each: Example): HTMLElement {
  const item = document.createElement('li');
  const anchor = document.createElement('a');
  Object.assign(anchor, { href: `#${each.id}`, textContent: titleOf(each) });
  if (each === example) anchor.setAttribute('aria-current', 'page');
  item.append(anchor);
  return item;
}

function updateLink(): void {
  link.href = exampleHash(example, inputNow());
}

async function runExample(): Promise<void> {
  run.disabled = true;
  output.textContent = '';
  output.dataset['state'] = 'running';
  const line = (text: string): void => output.append(`${text}\n`);
  try {
    const { run: work } = await example.load();
    await work(inputNow(), line);
    output.dataset['state'] = 'done';
  } catch (thrown) {
    line(inPageLanguage(toFailure(thrown).message));
    output.dataset['state'] = 'failed';
  }
  run.disabled = false;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void runExample();
});
form.addEventListener('input', updateLink);
addEventListener('hashchange', show);
show();
run.disabled = false;
