import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES } from '../../contracts/failure';
import { createTranslator, type Patterns } from './translate-text';

/** Where texts for people are made ready in English. */
const SOURCES = [
  'src/app',
  'src/contracts',
  'src/engines',
  'src/history',
  'src/importers',
  'src/models',
  'src/platform',
  'src/routing',
  'src/sources',
  'src/tasks',
  'src/worker-client',
  'src/workspace-file',
];
/** Shorter pieces stand in the source by chance. */
const TELLING = 12;

const read = (locale: string, file: string): Patterns =>
  JSON.parse(readFileSync(`messages/${locale}/${file}.json`, 'utf8')) as Patterns;
const words = (locale: string): Patterns => ({ ...read(locale, 'failures'), ...read(locale, 'said') });

function sourceFiles(): ts.SourceFile[] {
  return SOURCES.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/u.test(name) && !/\.test\.ts$|fake|contract-|testing/u.test(name))
      .map((name) => `${root}/${name}`),
  ).map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Put together in the source from more than can be followed: sentences by counts, the task of a model, the place of a passage. */
const COMPOSED = /^said_(?:night_|cannot_embed_text|of_this_mail_tries|these_mails_are_among_those_one)/u;
/** More ways for a text to come out than these are not followed. */
const MOST_WAYS = 24;
const ANYTHING = '7';

interface Following {
  /** Constants and functions on the way here. */
  readonly depth: number;
  /** What all conditions are taken for; both where it is left out. */
  readonly when?: boolean;
}

/** The ways that a text may come out, with a word for what is not known before it runs; null for what is no text. */
function waysOf(node: ts.Expression, at: Following = { depth: 0 }): readonly string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return waysOf(node.expression, at);
  if (ts.isConditionalExpression(node)) {
    const branches = [at.when === false ? [] : [node.whenTrue], at.when === true ? [] : [node.whenFalse]];
    return branches.flat().flatMap((branch) => waysOf(branch, at) ?? [ANYTHING]);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return waysOf(node.right, at);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [waysOf(node.left, at), waysOf(node.right, at)];
    return left && right && joined([left, right]);
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [
      waysOf(expression, at) ?? [ANYTHING],
      [literal.text],
    ]);
    return joined([[node.head.text], ...spans]);
  }
  const meant = at.depth < 3 ? meaningOf(node) : null;
  return meant && waysOf(meant, { ...at, depth: at.depth + 1 });
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce((before, part) =>
    before.flatMap((start) => part.map((end) => start + end)).slice(0, MOST_WAYS),
  );
}

/** What a constant or a function of the same file stands for. */
function meaningOf(node: ts.Expression): ts.Expression | null {
  const name = ts.isCallExpression(node) ? node.expression : node;
  if (!ts.isIdentifier(name)) return null;
  let meant: ts.Expression | null = null;
  walk(node.getSourceFile(), (each) => {
    if (ts.isVariableDeclaration(each) && each.name.getText() === name.text)
      meant ??= each.initializer ?? null;
    if (ts.isFunctionDeclaration(each) && each.name?.text === name.text)
      meant ??= each.body?.statements.find(ts.isReturnStatement)?.expression ?? null;
  });
  return meant;
}

const files = sourceFiles();
const source = files
  .flatMap((file) => {
    const found: string[] = [];
    walk(file, (node) => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node))
        found.push(...(waysOf(node) ?? []));
    });
    return found;
  })
  .join('\n');

/** The sentences of failures: what stands as `message` beside a `code`. */
function failureSentences(): { readonly text: string; readonly at: string }[] {
  return files.flatMap((file) => {
    const found: { text: string; at: string }[] = [];
    walk(file, (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const named = (name: string) =>
        node.properties.find(
          (property): property is ts.PropertyAssignment =>
            ts.isPropertyAssignment(property) && property.name.getText(file) === name,
        );
      const message = named('message');
      const texts =
        message && named('code')
          ? [true, false].flatMap((when) => waysOf(message.initializer, { depth: 0, when }) ?? [])
          : [];
      for (const text of texts) if (text !== ANYTHING) found.push({ text, at: file.fileName });
    });
    return found;
  });
}

test('each text of the catalogue is still said in the source, word for word', () => {
  const gone = Object.entries(words('en'))
    .filter(([key]) => key.startsWith('said_') && !COMPOSED.test(key))
    .flatMap(([key, pattern]) =>
      pattern
        .split(/\{\w+\}/u)
        .map((piece) => piece.trim())
        .filter((piece) => piece.length >= TELLING && !source.includes(piece))
        .map((piece) => `${key}: ${piece}`),
    );
  expect(gone).toEqual([]);
});

describe.each(['de', 'es'])('in %s', (locale) => {
  const translate = createTranslator(words('en'), words(locale), String);

  test('each failure has words of its own', () => {
    const sentences = failureSentences();
    expect(sentences.length).toBeGreaterThan(100);
    const unknown = sentences
      .filter(({ text }) => translate(text) === null)
      .map(({ text, at }) => `${at}: ${text}`);
    expect(unknown).toEqual([]);
  });

  test('each kind of failure has a sentence, for failures that have none', () => {
    const own = words(locale);
    expect(FAILURE_CODES.filter((code) => !own[`failure_${code.replaceAll('-', '_')}`])).toEqual([]);
  });
});
