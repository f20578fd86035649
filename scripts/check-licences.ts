/** The step of `npm test` that refuses packages whose licence does not let Deskside ship them. */
import { isAllowed } from './licences/licence-rules.ts';
import { shippedPackages } from './licences/shipped-packages.ts';

const packages = shippedPackages();
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, version, licence } of refused)
  console.error(
    `${name} ${version}: “${licence || 'no licence stated'}” is not among the licences that may be shipped.`,
  );
if (refused.length > 0) {
  console.error(
    'See scripts/licences/licence-rules.ts. Choose another package, or read its licence and add it there.',
  );
  process.exitCode = 1;
} else {
  console.log(`${packages.length} packages may be shipped under their licences.`);
}
