import type { ShippedPackage } from './shipped-packages.ts';

const RULE = '-'.repeat(78);

/** The page of notices that the licences of others ask for, as plain text. */
export function thirdPartyText(packages: readonly ShippedPackage[]): string {
  const parts = packages.map(({ name, version, licence, homepage, notice }) =>
    [
      `${name} ${version}`,
      `Licence: ${licence}`,
      homepage,
      '',
      notice || 'The package ships no text of its licence.',
    ]
      .filter((line, index) => line !== '' || index > 2)
      .join('\n'),
  );
  const head = [
    'Deskside contains the work of others. Each part is listed with its licence and its notice.',
    'The licences of models stand beside them, in models/<name>/LICENSE, and on the page of models in the app.',
  ].join('\n');
  return `${[head, ...parts].join(`\n\n${RULE}\n`)}\n`;
}
